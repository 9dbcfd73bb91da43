import { EditorSelection, type ChangeSpec, type Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type DraftApi, Refused } from "./api.ts";
import type { Checker } from "./checker.ts";
import type { Panes } from "./panes.ts";
import type { Words } from "./words.ts";

/** What the parts of the editor share. */
export interface Desk {
  readonly root: HTMLElement;
  /** The parts that the script put on the page. */
  readonly live: HTMLElement;
  readonly view: EditorView;
  readonly words: Words;
  readonly api: DraftApi;
  readonly checker: Checker;
  readonly panes: Panes;
}

export function textOf(desk: Desk): Text {
  return desk.view.state.doc;
}

/** Shows and selects a stretch of the text, and says `words` to those who do not see it. */
export function goTo(view: EditorView, from: number, to = from, words = ""): void {
  const end = view.state.doc.length;
  const range = EditorSelection.range(Math.min(from, end), Math.min(to, end));
  view.dispatch({
    selection: range,
    effects: [
      EditorView.scrollIntoView(range, { y: "start", yMargin: 60 }),
      ...(words === "" ? [] : [EditorView.announce.of(words)]),
    ],
  });
  view.focus();
}

/** Changes the text as the person would, so that it can be undone and is saved. */
export function change(view: EditorView, changes: ChangeSpec, cursor?: number): void {
  view.dispatch({
    changes,
    userEvent: "input.apply",
    ...(cursor === undefined ? {} : { selection: { anchor: cursor }, scrollIntoView: true }),
  });
}

/** Why something failed, in the server's own words where it gave some. */
export function whyOf(words: Words, reason: unknown): string {
  if (!(reason instanceof Refused)) return words.of(reason instanceof TypeError ? "failed-network" : "failed-server");
  if (reason.message !== "") return reason.message;
  return words.of(reason.status === 401 ? "failed-signed-out" : reason.status === 403 ? "failed-refused" : "failed-server");
}
