import { startAll } from "./component.ts";
import { ChangeStepper } from "./modules/change_stepper.ts";
import { CopyAddress } from "./modules/copy_address.ts";
import { PrintButton } from "./modules/print_button.ts";
import { ReferencePreview } from "./modules/reference_preview.ts";
import { SectionTracker } from "./modules/section_tracker.ts";

startAll(document, [ChangeStepper, CopyAddress, PrintButton, ReferencePreview, SectionTracker]);
