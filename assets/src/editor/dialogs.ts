import type { Desk } from "./desk.ts";
import { copy, onButtons } from "./parts.ts";

/** Opens the dialog of a template; `setup` fills it. The focus returns to the text when it closes. */
export function openDialog(desk: Desk, name: string, setup: (dialog: HTMLDialogElement) => void = () => undefined): boolean {
  if (desk.live.querySelector("dialog[open]")) return true;
  const dialog = copy<HTMLDialogElement>(desk.root, name);
  desk.live.append(dialog);
  onButtons(dialog, (what) => {
    if (what === "close") dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    desk.view.focus();
  });
  setup(dialog);
  dialog.showModal();
  return true;
}
