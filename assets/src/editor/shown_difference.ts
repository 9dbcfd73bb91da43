import { type Piece, pieces } from "./difference.ts";
import { element } from "./parts.ts";

/** The words of `text`, with what `old` does not have marked. */
export function against(old: string, text: string): Node[] {
  return pieces(old, text)
    .filter(([kind]) => kind !== "delete")
    .map(node);
}

/** Both wordings in one line, deleted before inserted. */
export function both(old: string, text: string): Node[] {
  return pieces(old, text).map(node);
}

/** The style sheet of comparisons says 新增 and 删除 beside the marks, to those who do not see them. */
function node([kind, text]: Piece): Node {
  if (kind === "equal") return document.createTextNode(text);
  return element(kind === "insert" ? "ins" : "del", text);
}
