import { EditorView } from "@codemirror/view";
import type { Checked } from "./checker.ts";
import type { Reference, Target } from "./contract.ts";
import { type Desk, goTo } from "./desk.ts";
import { articleAt, findArticle } from "./heads.ts";
import { readArticleNumber } from "./numeral.ts";
import { button, element, part, say } from "./parts.ts";

const LISTED = 200;
const AROUND = 24;
const WRITTEN = /第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十\d]+)?/g;

/** The references to an article or to something in it. */
export function referencesTo(references: readonly Reference[], path: string): Reference[] {
  return references.filter((it) => it.targets.some((one) => one.path === path || one.path.startsWith(`${path}.`)));
}

/** The reference that covers `at`, the shortest where several do. */
export function referenceAt(references: readonly Reference[], at: number): Reference | undefined {
  return references
    .filter((it) => it.from <= at && at <= it.to)
    .sort((a, b) => a.to - a.from - (b.to - b.from))[0];
}

/** Leads from a reference to what it names, and from an article to where it is named. */
export class References {
  private back: number[] = [];

  constructor(private readonly desk: Desk) {}

  /** Goes to what the reference at `at` names. Always handles the key: the page has nothing else for it. */
  follow(at = this.desk.view.state.selection.main.head): boolean {
    const checked = this.desk.checker.latest;
    const found = checked && referenceAt(checked.answer.references, checked.since.then(at));
    if (!checked || !found) return this.followWritten(at);
    const [first, ...more] = found.targets;
    if (!first) this.tell(found.result);
    else if (more.length === 0) this.jump(checked.since.now(first.from), first.label, at);
    else this.choose(found.targets, checked);
    return true;
  }

  /** Back to where the last jump began. */
  goBack(): boolean {
    const at = this.back.pop();
    if (at === undefined) return false;
    goTo(this.desk.view, at);
    return true;
  }

  /** Lists the references to the article at the cursor. */
  list(): boolean {
    const { view, words, panes, checker } = this.desk;
    const article = articleAt(view.state, view.state.selection.main.head);
    const place = part(this.desk.live, "references");
    panes.show("references");
    place.replaceChildren();
    if (!article || !checker.latest) {
      say(part(this.desk.live, "references-state"), words.of("article-none"));
      return true;
    }
    const checked = checker.latest;
    const found = referencesTo(checked.answer.references, article.head.path);
    const name = found.length === 0 ? "references-none" : "references-to";
    this.write(words.of(name, { article: article.head.number, n: found.length }));
    place.append(...found.slice(0, LISTED).flatMap((it) => this.item(it, checked)));
    if (found.length > LISTED) place.append(element("li", words.of("more", { n: found.length - LISTED })));
    place.querySelector("button")?.focus();
    return true;
  }

  private item(it: Reference, checked: Checked): HTMLElement[] {
    const { view } = this.desk;
    const place = checked.since.range(it.from, it.to);
    if (!place) return [];
    const line = view.state.doc.lineAt(place.from);
    const inArticle = articleAt(view.state, place.from)?.head.number ?? "";
    const item = element("li");
    item.append(
      button(inArticle, () => this.jump(place.from, inArticle, view.state.selection.main.head, place.to)),
      ` ${view.state.sliceDoc(Math.max(line.from, place.from - AROUND), place.from)}`,
      element("mark", view.state.sliceDoc(place.from, place.to)),
      view.state.sliceDoc(place.to, Math.min(line.to, place.to + AROUND)),
    );
    return [item];
  }

  private choose(targets: readonly Target[], checked: Checked): void {
    const from = this.desk.view.state.selection.main.head;
    this.desk.panes.show("references");
    this.write(this.desk.words.of("references-several", { n: targets.length }));
    const place = part(this.desk.live, "references");
    place.replaceChildren(
      ...targets.slice(0, LISTED).map((it) => {
        const item = element("li");
        item.append(button(it.label, () => this.jump(checked.since.now(it.from), it.label, from)));
        return item;
      }),
    );
    place.querySelector("button")?.focus();
  }

  /** Before the server has answered, or for words that it did not take for a reference: what is written. */
  private followWritten(at: number): boolean {
    const { state } = this.desk.view;
    const line = state.doc.lineAt(at);
    for (const hit of line.text.matchAll(WRITTEN)) {
      const from = line.from + hit.index;
      if (at < from || at > from + hit[0].length) continue;
      const number = readArticleNumber(hit[0]);
      const found = number && findArticle(state, number);
      if (found && found.at !== line.from) {
        this.jump(found.at, found.head.number, at);
        return true;
      }
    }
    this.tell("no");
    return true;
  }

  private jump(to: number, label: string, from: number, end = to): void {
    this.back = [...this.back.slice(-49), from];
    goTo(this.desk.view, to, end, this.desk.words.of("gone-to", { number: label }));
  }

  private tell(result: string): void {
    const said = this.desk.words.of(`reference-${result}`) || this.desk.words.of("reference-no");
    this.write(said);
    part(this.desk.live, "references").replaceChildren();
    this.desk.panes.show("references");
    this.desk.view.dispatch({ effects: EditorView.announce.of(said) });
  }

  private write(words: string): void {
    say(part(this.desk.live, "references-state"), words);
  }
}
