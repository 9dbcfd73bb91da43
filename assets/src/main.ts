import { startAll } from "./component.ts";
import { CopyAddress } from "./modules/copy_address.ts";
import { PrintButton } from "./modules/print_button.ts";
import { ReferencePreview } from "./modules/reference_preview.ts";
import { SectionTracker } from "./modules/section_tracker.ts";

startAll(document, [CopyAddress, PrintButton, ReferencePreview, SectionTracker]);
