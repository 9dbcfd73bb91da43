import type { EditorView } from "@codemirror/view";
import { element } from "./parts.ts";
import { frontMatterEnd, readLine } from "./statute_line.ts";

/** Paper gets the whole text plainly: the editor itself holds only what is in sight. */
export function printPlainly(view: EditorView, paper: HTMLElement): void {
  window.addEventListener("beforeprint", () => {
    const all = view.state.doc.toJSON();
    const lines = all.slice(frontMatterEnd(all.length, (n) => all[n - 1] ?? "")).filter((it) => it.trim() !== "");
    paper.replaceChildren(...lines.map((it) => element("p", it.replace(/^#+\s+/, ""), `km-line-${readLine(it).kind}`)));
  });
  window.addEventListener("afterprint", () => paper.replaceChildren());
}
