import { Text } from "@codemirror/state";
import type { Backup, Kept } from "./backup.ts";
import { type Desk, textOf } from "./desk.ts";
import { changesBetween, hunks } from "./difference.ts";
import type { Neighbours } from "./neighbours.ts";
import { copy, element, onButtons, part, say } from "./parts.ts";
import type { Saver } from "./saver.ts";
import { both } from "./shown_difference.ts";
import { clockTime } from "./words.ts";

/** As many changed places are shown before one decides; all of them come back. */
const SHOWN = 8;

/** Offers what a page that crashed, or lost the server, had not saved. Restoring merges it like anything typed. */
export class Restoring {
  constructor(
    private readonly desk: Desk,
    private readonly backup: Backup,
    private readonly neighbours: Neighbours,
    private readonly saver: Saver,
  ) {}

  async offer(): Promise<void> {
    if (this.backup.left().length === 0) return;
    const living = await this.neighbours.living();
    for (const kept of this.backup.left()) {
      if (living.has(kept.client)) continue;
      if (kept.text === textOf(this.desk).toString()) this.backup.drop(kept.client);
      else return this.show(kept);
    }
  }

  private show(kept: Kept): void {
    const { root, live, words } = this.desk;
    const notice = copy(root, "restore");
    const at = new Date(kept.at);
    const time = `${at.toLocaleDateString("zh-CN", { month: "long", day: "numeric" })}${clockTime(at)}`;
    say(part(notice, "when"), words.of("restore-when", { time }));
    part(notice, "difference").append(...this.difference(kept));
    onButtons(notice, (what) => {
      notice.remove();
      if (what === "restore") this.restore(kept);
      if (what === "drop") this.backup.drop(kept.client);
      if (what !== "later") void this.offer();
      this.desk.view.focus();
    });
    part(live, "notices").append(notice);
  }

  private difference(kept: Kept): HTMLElement[] {
    const old = textOf(this.desk).toJSON();
    const text = kept.text.split("\n");
    const places = hunks(old, text);
    const lines = places.slice(0, SHOWN).map((it) => {
      const line = element("p");
      line.append(
        ...both(old.slice(it.fromA, it.toA).join("\n"), text.slice(it.fromB, it.toB).join("\n")),
      );
      return line;
    });
    if (places.length > SHOWN) lines.push(element("p", this.desk.words.of("more", { n: places.length - SHOWN })));
    return lines;
  }

  /** The words come back as they were, upon the revision they were written upon; the server brings the rest. */
  private restore(kept: Kept): void {
    const { view } = this.desk;
    view.dispatch({ changes: changesBetween(view.state.doc, Text.of(kept.text.split("\n"))), userEvent: "input.restore" });
    this.saver.writtenUpon(kept.base);
    // Only now: from here on this page keeps the words itself.
    if (this.backup.keep(kept.base, kept.text, kept.at)) this.backup.drop(kept.client);
    void this.saver.saveNow();
  }
}
