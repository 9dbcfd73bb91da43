import type { RenumberAnswer } from "./contract.ts";
import { change, type Desk, textOf, whyOf } from "./desk.ts";
import { openDialog } from "./dialogs.ts";
import { articleAt, findArticle } from "./heads.ts";
import { changeSet } from "./merge.ts";
import { articleName, articlePath, readArticleNumber } from "./numeral.ts";
import { element, part, say } from "./parts.ts";

/** 插入一条 and 删除一条: first everything that moves with it, then the change. */
export function openRenumber(desk: Desk, kind: "insert" | "remove"): boolean {
  return openDialog(desk, kind, (dialog) => new RenumberDialog(desk, kind, dialog).start());
}

class RenumberDialog {
  private readonly article: HTMLInputElement;
  private readonly apply: HTMLButtonElement;
  private asked: { readonly text: ReturnType<typeof textOf>; readonly answer: RenumberAnswer } | undefined;

  constructor(
    private readonly desk: Desk,
    private readonly kind: "insert" | "remove",
    private readonly dialog: HTMLDialogElement,
  ) {
    this.article = part<HTMLInputElement>(dialog, "after");
    this.apply = part<HTMLButtonElement>(dialog, "apply");
  }

  start(): void {
    const { view } = this.desk;
    this.article.value = articleAt(view.state, view.state.selection.main.head)?.head.number ?? "";
    part(this.dialog, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask();
    });
    // What was shown is no longer what would be done.
    this.dialog.addEventListener("input", () => this.forget());
    this.apply.addEventListener("click", () => this.confirmed());
  }

  private forget(): void {
    this.asked = undefined;
    this.apply.hidden = true;
    part(this.dialog, "result").replaceChildren();
    this.fail("");
  }

  private fail(words: string): void {
    say(part(this.dialog, "error"), words);
  }

  private async ask(): Promise<void> {
    this.forget();
    const path = this.path();
    if (path === undefined) return;
    const text = textOf(this.desk);
    try {
      const answer =
        this.kind === "insert"
          ? await this.desk.api.insert(text.toString(), path, part<HTMLTextAreaElement>(this.dialog, "words").value)
          : await this.desk.api.remove(text.toString(), path ?? "");
      this.asked = { text, answer };
      part(this.dialog, "result").replaceChildren(...this.lines(answer));
      this.apply.hidden = false;
      this.apply.focus();
    } catch (reason) {
      this.fail(whyOf(this.desk.words, reason));
    }
  }

  /** The article that is named; `null` for the place before the first one; `undefined` where it is refused. */
  private path(): string | null | undefined {
    const { words, view } = this.desk;
    if (this.article.value.trim() === "" && this.kind === "insert") return null;
    const wanted = readArticleNumber(this.article.value);
    if (wanted && findArticle(view.state, wanted)) return articlePath(wanted);
    this.fail(wanted ? words.of("goto-none", { number: articleName(wanted) }) : words.of("goto-unread"));
    this.article.focus();
    return undefined;
  }

  private lines(answer: RenumberAnswer): HTMLElement[] {
    const { words } = this.desk;
    const out: HTMLElement[] = [];
    const numbers = answer.numbers.map((it) => words.of("number", it));
    if (numbers.length > 0) out.push(...group(words.of("numbers", { n: numbers.length }), numbers));
    const moved = answer.references.map((it) => words.of("moved-one", it));
    if (moved.length > 0) out.push(...group(words.of("moved", { n: moved.length }), moved));
    if (out.length === 0) out.push(element("p", words.of("nothing-moves")));
    out.push(...answer.notes.map((it) => element("p", it, "km-editor__caution")));
    return out;
  }

  private confirmed(): void {
    const { view, words } = this.desk;
    if (!this.asked) return;
    // A colleague's words may have come in while one was reading.
    if (!view.state.doc.eq(this.asked.text)) {
      this.forget();
      this.fail(words.of("changed-meanwhile"));
      return;
    }
    const { answer } = this.asked;
    const changes = changeSet(answer.changes, view.state.doc.length);
    this.dialog.close();
    change(view, changes, Math.min(answer.cursor ?? changes.mapPos(view.state.selection.main.head), changes.newLength));
    view.focus();
  }
}

function group(title: string, lines: readonly string[]): HTMLElement[] {
  const list = element("ul", "", "km-editor__moves");
  list.append(...lines.map((it) => element("li", it)));
  return [element("h3", title, "km-editor__dialog-part"), list];
}
