import { type Piece, pieces } from "./difference.ts";
import { element } from "./parts.ts";
import type { Words } from "./words.ts";

/** Words with what is only in them marked, for one side of two: `insert` marks the new, `delete` the old. */
export function side(old: string, text: string, keep: "insert" | "delete", words: Words): Node[] {
  return pieces(old, text)
    .filter(([kind]) => kind === "equal" || kind === keep)
    .map((it) => node(it, words));
}

/** Both wordings in one line, deleted before inserted. */
export function both(old: string, text: string, words: Words): Node[] {
  return pieces(old, text).map((it) => node(it, words));
}

/** Never by colour alone: the mark carries its word for those who do not see it. */
function node([kind, text]: Piece, words: Words): Node {
  if (kind === "equal") return document.createTextNode(text);
  const mark = element(kind === "insert" ? "ins" : "del");
  mark.append(element("span", words.of(kind === "insert" ? "added" : "deleted"), "govuk-visually-hidden"), text);
  return mark;
}
