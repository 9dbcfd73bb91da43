import { codeFolding, foldEffect, foldGutter, foldService, foldedRanges, unfoldAll } from "@codemirror/language";
import type { Extension, StateEffect } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { endOf, headsFrom } from "./heads.ts";
import { frontMatterEnd } from "./statute_line.ts";
import type { Words } from "./words.ts";

/** An article or a division folds to its first line. */
const service = foldService.of((state, lineStart, lineEnd) => {
  if (lineStart === 0) {
    const end = frontMatterEnd(state.doc.lines, (n) => state.doc.line(n).text);
    if (end > 0) return { from: lineEnd, to: state.doc.line(end).to };
  }
  for (const found of headsFrom(state, lineStart)) {
    if (found.at !== lineStart) return null;
    const end = endOf(state, found);
    // An article of one 款 is its first line.
    return state.doc.sliceString(lineEnd, Math.min(end, lineEnd + 4)).trim() === "" && end - lineEnd < 5
      ? null
      : { from: lineEnd, to: end };
  }
  return null;
});

/** Folds every article, so that the divisions and first lines remain. */
export function foldArticles(view: EditorView): boolean {
  const effects: StateEffect<unknown>[] = [];
  const folded = foldedRanges(view.state);
  for (const found of headsFrom(view.state, 0)) {
    if (found.head.kind !== "article") continue;
    const from = view.state.doc.lineAt(found.at).to;
    const to = endOf(view.state, found);
    let already = false;
    folded.between(from, to, (start, end) => {
      if (start === from && end === to) already = true;
    });
    if (!already && view.state.doc.sliceString(from, to).trim() !== "") effects.push(foldEffect.of({ from, to }));
  }
  if (effects.length > 0) view.dispatch({ effects });
  return true;
}

/** The front matter stands above every text and is seldom wanted: it begins folded. */
export function foldFrontMatter(view: EditorView): void {
  const { doc } = view.state;
  const end = frontMatterEnd(doc.lines, (n) => doc.line(n).text);
  if (end > 0) view.dispatch({ effects: foldEffect.of({ from: doc.line(1).to, to: doc.line(end).to }) });
}

export { unfoldAll };

export function folding(words: Words): Extension {
  return [
    service,
    codeFolding({
      placeholderDOM: (_view, onclick) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "km-folded";
        button.textContent = words.of("skipped");
        button.setAttribute("aria-label", words.of("folded"));
        button.addEventListener("click", onclick);
        return button;
      },
    }),
    foldGutter({
      markerDOM: (open) => {
        const mark = document.createElement("span");
        mark.className = open ? "km-fold km-fold--open" : "km-fold";
        mark.title = words.of(open ? "unfolded-marker" : "folded-marker");
        return mark;
      },
    }),
  ];
}
