import type { Checked } from "./checker.ts";
import type { Colleague, OutlineEntry } from "./contract.ts";
import { type Desk, goTo } from "./desk.ts";
import { readArticleNumber, articlePath } from "./numeral.ts";
import { afterPause, element, part, say } from "./parts.ts";
import { personName } from "./words.ts";

interface Row {
  readonly item: HTMLLIElement;
  readonly button: HTMLButtonElement;
  readonly who: HTMLElement;
  key: string;
  entry: OutlineEntry;
}

/** The last entry that begins at or before `at`, or -1. */
export function entryAt(outline: readonly Pick<OutlineEntry, "from">[], at: number): number {
  let low = 0;
  let high = outline.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((outline[middle]?.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Whether an entry is what one looks for: by its number in any writing, or by its words. */
export function fits(entry: Pick<OutlineEntry, "number" | "name" | "first" | "path">, wanted: string): boolean {
  const words = wanted.trim();
  if (words === "") return true;
  const number = readArticleNumber(words);
  if (number) return entry.path === articlePath(number) || entry.number.includes(words);
  return `${entry.number}${entry.name}${entry.first}`.includes(words);
}

/**
 * The divisions and articles beside the text, from the server's last answer. Where the cursor stands is marked after a
 * pause, and only the rows that differ are written anew. One row can be reached with the Tab key; arrows lead on.
 */
export class Outline {
  private readonly list: HTMLElement;
  private readonly filter: HTMLInputElement;
  private readonly none: HTMLElement;
  private rows: Row[] = [];
  private checked: Checked | undefined;
  private current = -1;
  private people: readonly Colleague[] = [];
  /** To be called when the cursor or the text moves. */
  readonly moved: () => void;
  /** Called when another article becomes the current one. */
  entered: (entry: OutlineEntry | undefined) => void = () => undefined;

  constructor(private readonly desk: Desk) {
    this.list = part(desk.live, "outline");
    this.filter = part<HTMLInputElement>(desk.live, "outline-filter");
    this.none = part(desk.live, "outline-none");
    // Below the text on a narrow window, a long list would hide what comes after it.
    part<HTMLDetailsElement>(desk.live, "outline-fold").open = !window.matchMedia("(max-width: 52em)").matches;
    this.moved = afterPause(120, () => this.mark());
    this.filter.addEventListener("input", afterPause(100, () => this.filtered()));
    this.filter.addEventListener("keydown", (event) => this.filterKey(event));
    this.list.addEventListener("keydown", (event) => this.listKey(event));
    this.list.addEventListener("click", (event) => this.clicked(event.target));
  }

  /** The entry that the cursor stands in. */
  get here(): OutlineEntry | undefined {
    return this.rows[this.current]?.entry;
  }

  show(checked: Checked): void {
    this.checked = checked;
    const { outline, articles, characters } = checked.answer;
    while (this.rows.length > outline.length) this.rows.pop()?.item.remove();
    const fresh = document.createDocumentFragment();
    outline.forEach((entry, n) => {
      const row = this.rows[n] ?? this.add(fresh);
      this.write(row, entry);
    });
    this.list.append(fresh);
    say(part(this.desk.live, "counts"), this.desk.words.of("counts", { articles, characters }));
    this.filtered();
    this.writePeople();
    this.mark();
  }

  showPeople(people: readonly Colleague[]): void {
    this.people = people;
    this.writePeople();
  }

  focus(): void {
    part<HTMLDetailsElement>(this.desk.live, "outline-fold").open = true;
    const row = this.rows[this.current] ?? this.rows[0];
    if (row && !row.item.hidden) row.button.focus();
    else this.filter.focus();
  }

  private add(into: DocumentFragment): Row {
    const item = element("li");
    const button = element("button", "", "km-editor__entry");
    button.type = "button";
    button.tabIndex = -1;
    button.append(element("b"), element("span"));
    const who = element("span", "", "km-editor__who");
    item.append(button, who);
    into.append(item);
    const entry = { kind: "", number: "", path: "", name: "", first: "", from: 0, to: 0, level: 0 };
    const row = { item, button, who, key: "", entry };
    this.rows.push(row);
    return row;
  }

  private write(row: Row, entry: OutlineEntry): void {
    row.entry = entry;
    const words = entry.name || entry.first;
    const key = `${entry.kind}${entry.number}\n${words}`;
    if (row.key === key) return;
    row.key = key;
    row.item.className = `km-editor__row km-editor__row--${entry.kind === "article" ? "article" : "division"}`;
    say(row.button.firstElementChild as HTMLElement, entry.number);
    say(row.button.lastElementChild as HTMLElement, words === "" ? "" : `　${words}`);
  }

  private writePeople(): void {
    const { words } = this.desk;
    const at = new Map<string, string[]>();
    for (const it of this.people) {
      if (it.path !== "") at.set(it.path, [...(at.get(it.path) ?? []), personName(words, it)]);
    }
    for (const row of this.rows) say(row.who, (at.get(row.entry.path) ?? []).join(words.of("and")));
  }

  private mark(): void {
    if (!this.checked) return;
    const at = this.checked.since.then(this.desk.view.state.selection.main.head);
    const next = entryAt(this.checked.answer.outline, at);
    const row = this.rows[next];
    if (next !== this.current || row?.button.tabIndex === -1) {
      for (const it of this.rows) {
        if (it.button.tabIndex === 0) it.button.tabIndex = -1;
        if (it.button.hasAttribute("aria-current")) it.button.removeAttribute("aria-current");
      }
      this.current = next;
      (row ?? this.rows[0])?.button.setAttribute("tabindex", "0");
      row?.button.setAttribute("aria-current", "true");
      this.reveal(row?.item);
    }
    this.entered(row?.entry);
  }

  /** Scrolls the list, never the page, and not under the hands of someone who uses it. */
  private reveal(item: HTMLElement | undefined): void {
    const list = this.list;
    if (!item || list.scrollHeight <= list.clientHeight || list.contains(document.activeElement)) return;
    const offset = item.getBoundingClientRect().top - list.getBoundingClientRect().top;
    if (offset < 0 || offset > list.clientHeight - 40) list.scrollTop += offset - list.clientHeight / 2;
  }

  private filtered(): void {
    let left = 0;
    for (const row of this.rows) {
      const shown = fits(row.entry, this.filter.value);
      if (row.item.hidden === shown) row.item.hidden = !shown;
      if (shown) left++;
    }
    this.none.hidden = left > 0 || this.rows.length === 0;
  }

  private filterKey(event: KeyboardEvent): void {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    this.filtered();
    const first = this.rows.find((it) => !it.item.hidden);
    if (event.key === "Enter" && first) this.go(first);
    else first?.button.focus();
  }

  private listKey(event: KeyboardEvent): void {
    const shown = this.rows.filter((it) => !it.item.hidden);
    const at = shown.findIndex((it) => it.button === document.activeElement);
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 };
    const next = steps[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    (next < 0 ? this.filter : shown[next]?.button)?.focus();
  }

  private clicked(target: EventTarget | null): void {
    const row = this.rows.find((it) => target instanceof Node && it.item.contains(target));
    if (row) this.go(row);
  }

  private go(row: Row): void {
    if (this.checked) goTo(this.desk.view, this.checked.since.now(row.entry.from));
  }
}
