import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { change, type Desk, goTo } from "./desk.ts";
import type { Conflict } from "./merge.ts";
import { afterPause, copy, element, onButtons, part, say } from "./parts.ts";
import { against } from "./shown_difference.ts";

const open = StateEffect.define<readonly Conflict[]>();
const mark = Decoration.mark({ class: "km-part-conflict" });

/** The conflicts that are not decided, at the places where the person's own words stand now. */
export const openConflicts = StateField.define<readonly Conflict[]>({
  create: () => [],
  update(conflicts, tr) {
    let next = conflicts;
    if (tr.docChanged && next.length > 0) {
      next = next.map((it) => ({ ...it, from: tr.changes.mapPos(it.from, -1), to: tr.changes.mapPos(it.to, 1) }));
    }
    for (const effect of tr.effects) if (effect.is(open)) next = effect.value;
    return next;
  },
  provide: (field) =>
    EditorView.decorations.from(field, (conflicts) =>
      Decoration.set(conflicts.filter((it) => it.to > it.from).map((it) => mark.range(it.from, it.to)), true),
    ),
});

/** Both wordings of a place, one after the other, each in lines of its own where it is a whole one. */
export function bothWordings(mine: string, theirs: string): string {
  if (mine === "" || theirs === "") return mine + theirs;
  return mine.endsWith("\n") || theirs.startsWith("\n") ? mine + theirs : `${mine}\n\n${theirs}`;
}

/** Shows both sides of every conflict until the person has chosen. Nothing is chosen by itself. */
export class Conflicts {
  private panel: HTMLElement | undefined;
  private readonly refresh = afterPause(300, () => this.write());
  /** Called once every conflict is decided. */
  resolved: () => void = () => undefined;

  constructor(private readonly desk: Desk) {}

  show(conflicts: readonly Conflict[], kept: number | undefined): void {
    const { view, root, live, words } = this.desk;
    this.panel?.remove();
    view.dispatch({ effects: open.of(conflicts) });
    this.panel = copy(root, "conflicts");
    const said = kept === undefined ? words.of("conflict-kept-here") : words.of("conflict-kept", { kept });
    say(part(this.panel, "kept"), said);
    part(live, "notices").append(this.panel);
    this.fill();
    const title = this.panel.querySelector("h2");
    // Someone who is typing goes on typing; the alert is read out and the panel stays.
    if (!view.hasFocus) title?.focus();
  }

  /** The text changed: the person's own side is shown as it is now. */
  changed(): void {
    if (this.panel) this.refresh();
  }

  private get conflicts(): readonly Conflict[] {
    return this.desk.view.state.field(openConflicts);
  }

  private fill(): void {
    if (!this.panel) return;
    const items = this.conflicts.map((it) => {
      const item = copy<HTMLLIElement>(this.desk.root, "conflict");
      onButtons(item, (what) => this.act(what, item));
      say(part(item, "where"), this.desk.words.of("conflict-one", { article: it.article }));
      const by = it.by || this.desk.words.of("someone");
      say(part(item, "by"), this.desk.words.of("conflict-by", { by }));
      return item;
    });
    part(this.panel, "list").replaceChildren(...items);
    this.write();
  }

  private write(): void {
    const { words, view } = this.desk;
    const items = this.panel ? [...part(this.panel, "list").children] : [];
    this.conflicts.forEach((it, n) => {
      const item = items[n];
      if (!item) return;
      const mine = view.state.sliceDoc(it.from, it.to);
      fillSide(part(item, "yours"), mine, against(it.theirs, mine), words.of("conflict-mine-gone"));
      fillSide(part(item, "theirs"), it.theirs, against(mine, it.theirs), words.of("conflict-gone"));
    });
  }

  private act(what: string, item: HTMLElement): void {
    const n = this.panel ? [...part(this.panel, "list").children].indexOf(item) : -1;
    const it = this.conflicts[n];
    if (!it) return;
    const { view } = this.desk;
    if (what === "show") return goTo(view, it.from, it.to);
    const mine = view.state.sliceDoc(it.from, it.to);
    if (what === "theirs") change(view, { from: it.from, to: it.to, insert: it.theirs });
    if (what === "both") change(view, { from: it.from, to: it.to, insert: bothWordings(mine, it.theirs) }, it.from);
    this.decided(n);
    if (what === "both") view.focus();
  }

  private decided(n: number): void {
    const { view, words } = this.desk;
    const left = this.conflicts.filter((_, other) => other !== n);
    const said = left.length === 0 ? words.of("chosen-all") : words.of("chosen", { n: left.length });
    view.dispatch({ effects: [open.of(left), EditorView.announce.of(said)] });
    if (left.length > 0) {
      this.fill();
      this.panel?.querySelector<HTMLElement>("h2")?.focus();
      return;
    }
    this.panel?.remove();
    this.panel = undefined;
    view.focus();
    this.resolved();
  }
}

function fillSide(place: HTMLElement, text: string, nodes: readonly Node[], gone: string): void {
  if (text === "") place.replaceChildren(element("span", gone, "km-muted"));
  else place.replaceChildren(...nodes);
}
