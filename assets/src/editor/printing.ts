import type { EditorView } from "@codemirror/view";
import { element } from "./parts.ts";
import { readLine } from "./statute_line.ts";

/** Paper gets the whole text plainly: the editor itself holds only what is in sight. */
export function printPlainly(view: EditorView, paper: HTMLElement): void {
  window.addEventListener("beforeprint", () => {
    const lines = view.state.doc.toJSON().filter((it) => it.trim() !== "");
    paper.replaceChildren(...lines.map((it) => element("p", it, `km-line-${readLine(it).kind}`)));
  });
  window.addEventListener("afterprint", () => paper.replaceChildren());
}
