import { startAll } from "./component.ts";
import { DraftEditor } from "./editor/draft_editor.ts";

startAll(document, [DraftEditor]);
