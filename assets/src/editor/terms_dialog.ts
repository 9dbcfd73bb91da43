import type { TermHit } from "./contract.ts";
import { change, type Desk, textOf, whyOf } from "./desk.ts";
import { openDialog } from "./dialogs.ts";
import { element, part, say } from "./parts.ts";
import { EditorView } from "@codemirror/view";

/** As many places are shown and replaced at once. */
const MOST = 1_000;

/** 统改用语: every place is shown, and those that the server thinks exceptions are not ticked. */
export function openTerms(desk: Desk): boolean {
  return openDialog(desk, "terms", (dialog) => new TermsDialog(desk, dialog).start());
}

class TermsDialog {
  private readonly find: HTMLInputElement;
  private readonly replace: HTMLInputElement;
  private readonly apply: HTMLButtonElement;
  private asked: { text: ReturnType<typeof textOf>; hits: readonly TermHit[]; boxes: HTMLInputElement[] } | undefined;

  constructor(
    private readonly desk: Desk,
    private readonly dialog: HTMLDialogElement,
  ) {
    this.find = part<HTMLInputElement>(dialog, "find");
    this.replace = part<HTMLInputElement>(dialog, "replace");
    this.apply = part<HTMLButtonElement>(dialog, "apply");
  }

  start(): void {
    const { view } = this.desk;
    const { from, to } = view.state.selection.main;
    const selected = view.state.sliceDoc(from, Math.min(to, from + 40));
    if (!selected.includes("\n")) this.find.value = selected;
    part(this.dialog, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask();
    });
    for (const field of [this.find, this.replace]) field.addEventListener("input", () => this.forget());
    this.apply.addEventListener("click", () => this.confirmed());
  }

  private forget(): void {
    this.asked = undefined;
    this.apply.hidden = true;
    part(this.dialog, "hits").replaceChildren();
    say(part(this.dialog, "state"), "");
    say(part(this.dialog, "error"), "");
  }

  private async ask(): Promise<void> {
    this.forget();
    const { words, api } = this.desk;
    const text = textOf(this.desk);
    try {
      const all = await api.terms(text.toString(), this.find.value, this.replace.value);
      const hits = all.slice(0, MOST);
      const said = all.length === 0 ? words.of("terms-none") : words.of("terms-found", { n: all.length });
      say(part(this.dialog, "state"), all.length > MOST ? `${said}${words.of("comma")}${words.of("more", { n: all.length - MOST })}` : said);
      const rows = hits.map((it) => this.row(it));
      part(this.dialog, "hits").replaceChildren(...rows.map((it) => it.item));
      this.asked = { text, hits, boxes: rows.map((it) => it.box) };
      this.apply.hidden = hits.length === 0;
    } catch (reason) {
      say(part(this.dialog, "error"), whyOf(words, reason));
    }
  }

  private row(hit: TermHit): { item: HTMLLIElement; box: HTMLInputElement } {
    const item = element("li");
    const label = element("label");
    const box = element("input");
    box.type = "checkbox";
    box.checked = !hit.keep;
    label.append(box, element("b", ` ${hit.article} `), hit.before, element("mark", hit.words), hit.after);
    item.append(label);
    if (hit.why !== "") item.append(element("span", `　${hit.why}`, "km-muted"));
    return { item, box };
  }

  private confirmed(): void {
    const { view, words } = this.desk;
    if (!this.asked) return;
    if (!view.state.doc.eq(this.asked.text)) {
      this.forget();
      say(part(this.dialog, "error"), words.of("changed-meanwhile"));
      return;
    }
    const { hits, boxes } = this.asked;
    const chosen = hits.filter((_, n) => boxes[n]?.checked);
    this.dialog.close();
    if (chosen.length === 0) return;
    change(view, chosen.map(({ from, to }) => ({ from, to, insert: this.replace.value })));
    view.dispatch({ effects: EditorView.announce.of(words.of("terms-done", { n: chosen.length })) });
  }
}
