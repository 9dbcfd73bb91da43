import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { Note, NoteReply } from "./contract.ts";
import { type Desk, goTo, textOf, whyOf } from "./desk.ts";
import { button, element, part, say } from "./parts.ts";

const setMarks = StateEffect.define<DecorationSet>();

/** The words that notes hang on. */
export const noteMarks = StateField.define<DecorationSet>({
  create: () => RangeSet.empty,
  update(marks, tr) {
    let next = tr.docChanged ? marks.map(tr.changes) : marks;
    for (const effect of tr.effects) if (effect.is(setMarks)) next = effect.value;
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Where the quoted words stand: at `at`, or else at the place nearest to it. */
export function findQuote(text: string, quote: string, at: number): number | undefined {
  if (quote === "") return undefined;
  if (text.startsWith(quote, at)) return at;
  const after = text.indexOf(quote, at);
  const before = text.lastIndexOf(quote, at);
  if (after < 0 && before < 0) return undefined;
  if (after < 0) return before;
  return before < 0 || after - at <= at - before ? after : before;
}

/** Notes to colleagues, each on words of the text. */
export class Notes {
  private quoted: { from: number; to: number } | undefined;
  private readonly form: HTMLFormElement;
  private readonly field: HTMLTextAreaElement;
  private seen = "";

  constructor(private readonly desk: Desk) {
    this.form = part<HTMLFormElement>(desk.live, "note-form");
    this.field = part<HTMLTextAreaElement>(desk.live, "note-words");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.save();
    });
    part(desk.live, "note-cancel").addEventListener("click", () => this.close());
  }

  async load(): Promise<void> {
    try {
      this.show(await this.desk.api.notes());
    } catch {
      // They are asked for again with the next beat.
    }
  }

  /** Begins a note on what is selected. */
  begin(): boolean {
    const { view, panes, words, live } = this.desk;
    const { from, to } = view.state.selection.main;
    panes.show("notes");
    if (from === to) {
      say(part(live, "notes-state"), words.of("notes-select"));
      view.dispatch({ effects: EditorView.announce.of(words.of("notes-select")) });
      return true;
    }
    this.quoted = { from, to };
    say(part(live, "note-quote"), view.state.sliceDoc(from, to));
    this.form.hidden = false;
    this.field.focus();
    return true;
  }

  /** The text changed under a note that is being written. */
  changed(map: (at: number, side: -1 | 1) => number): void {
    if (this.quoted) this.quoted = { from: map(this.quoted.from, 1), to: map(this.quoted.to, -1) };
  }

  private close(): void {
    this.quoted = undefined;
    this.form.hidden = true;
    this.desk.view.focus();
  }

  private async save(): Promise<void> {
    const quoted = this.quoted;
    const words = this.field.value.trim();
    if (!quoted || words === "") return;
    await this.ask(async () => {
      const notes = await this.desk.api.addNote(textOf(this.desk).toString(), quoted.from, quoted.to, words);
      this.field.value = "";
      this.close();
      return notes;
    });
  }

  private async ask(work: () => Promise<Note[]>): Promise<void> {
    const { live, words } = this.desk;
    try {
      this.show(await work());
    } catch (reason) {
      say(part(live, "notes-state"), words.of("notes-failed", { why: whyOf(words, reason) }));
    }
  }

  private show(notes: readonly Note[]): void {
    if (notes.length === 0 && this.seen === "[]") return;
    const { view, words, live } = this.desk;
    const text = textOf(this.desk).toString();
    const open = notes.filter((it) => !it.done);
    const placed = notes.map((note) => ({ note, at: note.from === undefined ? undefined : findQuote(text, note.quote, note.from) }));
    const marks = placed.flatMap(({ note, at }) =>
      at === undefined || note.done ? [] : [noteMark(note).range(at, at + note.quote.length)],
    );
    view.dispatch({ effects: setMarks.of(Decoration.set(marks, true)) });
    say(part(live, "notes-count"), open.length === 0 ? "" : ` ${open.length}`);
    say(part(live, "notes-state"), notes.length === 0 ? words.of("notes-none") : "");
    // Nobody's half-written reply is pulled away by a list that has not changed.
    const seen = JSON.stringify(notes);
    if (seen === this.seen) return;
    this.seen = seen;
    const typed = this.replies();
    part(live, "notes").replaceChildren(...placed.map(({ note, at }) => this.item(note, at, typed.get(note.id) ?? "")));
  }

  /** What is being written in reply, by note. */
  private replies(): Map<string, string> {
    const fields = part(this.desk.live, "notes").querySelectorAll<HTMLTextAreaElement>("textarea");
    return new Map([...fields].map((it) => [it.dataset["note"] ?? "", it.value]));
  }

  private item(note: Note, at: number | undefined, typed: string): HTMLElement {
    const { words } = this.desk;
    const item = element("li", "", note.done ? "km-editor__note km-editor__note--done" : "km-editor__note");
    const quote = element("blockquote", note.quote);
    item.append(quote, ...this.said(note), ...note.replies.flatMap((it) => this.said(it)));
    if (at === undefined) item.append(element("p", words.of("note-gone"), "km-muted"));
    const tools = element("p", "", "km-editor__item-tools");
    if (at !== undefined) tools.append(button(words.of("finding-show"), () => this.goTo(note)));
    if (note.done) tools.append(element("span", words.of("note-done"), "govuk-tag km-tag--done"));
    else {
      tools.append(
        button(words.of("note-reply"), () => this.openReply(item, note, "")),
        button(words.of("note-close"), () => void this.ask(() => this.desk.api.answerNote(note.id, { done: true }))),
      );
    }
    item.append(tools);
    if (typed !== "") this.openReply(item, note, typed);
    return item;
  }

  private said(it: NoteReply): HTMLElement[] {
    const { words } = this.desk;
    const head = words.of("note-head", { by: it.by, organ: it.organ, at: it.at });
    return [element("p", head, "km-muted"), element("p", it.words, "km-editor__note-words")];
  }

  private openReply(item: HTMLElement, note: Note, typed: string): void {
    if (item.querySelector("form")) return;
    const form = element("form");
    const field = element("textarea", "", "govuk-textarea");
    field.rows = 2;
    field.maxLength = 2000;
    field.dataset["note"] = note.id;
    field.value = typed;
    field.setAttribute("aria-label", this.desk.words.of("note-reply-label"));
    const send = element("button", this.desk.words.of("note-reply"), "govuk-button");
    form.append(field, send);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const reply = field.value.trim();
      if (reply !== "") void this.ask(() => this.desk.api.answerNote(note.id, { reply }));
    });
    item.append(form);
    if (typed === "") field.focus();
  }

  private goTo(note: Note): void {
    const at = findQuote(textOf(this.desk).toString(), note.quote, note.from ?? 0);
    if (at !== undefined) goTo(this.desk.view, at, at + note.quote.length);
  }
}

function noteMark(note: Note): Decoration {
  return Decoration.mark({ class: "km-part-note", attributes: { title: `${note.by}：${note.words}` } });
}
