import { type Action, type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorView } from "@codemirror/view";
import type { Checked } from "./checker.ts";
import type { Finding } from "./contract.ts";
import { change, type Desk, goTo } from "./desk.ts";
import { changeSet, overlap } from "./merge.ts";
import { element, part, say } from "./parts.ts";

/** As many are listed; the text itself shows more. */
const LISTED = 200;
const MARKED = 2_000;
const SEVERITIES = ["error", "warning", "info"] as const;

/** The findings of the drafting rules: marked in the text, listed beside it. */
export class Findings {
  private readonly list: HTMLElement;
  private readonly state: HTMLElement;
  private readonly count: HTMLElement;
  private shown: Checked | undefined;
  /** The findings in the order of the list, which its buttons name by place. */
  private listed: readonly Finding[] = [];
  private written = "";

  constructor(private readonly desk: Desk) {
    this.list = part(desk.live, "findings");
    this.state = part(desk.live, "findings-state");
    this.count = part(desk.live, "findings-count");
    say(this.state, desk.words.of("checking"));
    this.list.addEventListener("click", (event) => this.clicked(event.target));
  }

  show(checked: Checked): void {
    this.shown = checked;
    const { view, words } = this.desk;
    const found = checked.answer.findings;
    const marked = found.slice(0, MARKED).flatMap((it) => this.diagnostic(it, checked));
    view.dispatch(setDiagnostics(view.state, marked));
    const counts = Object.fromEntries(SEVERITIES.map((kind) => [kind, found.filter((it) => it.severity === kind).length]));
    say(this.state, found.length === 0 ? words.of("finding-none") : words.of("finding-summary", counts));
    say(this.count, found.length === 0 ? "" : ` ${found.length}`);
    this.rewrite(found);
  }

  failed(why: string): void {
    say(this.state, this.desk.words.of("check-failed", { why }));
  }

  /** Goes to the finding after the cursor, or before it, around the end. */
  step(way: 1 | -1): boolean {
    const { view, words } = this.desk;
    if (!this.shown) return true;
    const at = view.state.selection.main.from;
    const places = this.shown.answer.findings
      .map((it) => ({ it, place: this.shown?.since.range(it.from, it.to) }))
      .filter(({ place }) => place !== undefined)
      .sort((a, b) => (a.place?.from ?? 0) - (b.place?.from ?? 0));
    const next =
      way === 1
        ? (places.find(({ place }) => (place?.from ?? 0) > at) ?? places[0])
        : (places.filter(({ place }) => (place?.from ?? 0) < at).at(-1) ?? places.at(-1));
    if (next?.place) goTo(view, next.place.from, next.place.to, `${words.of(next.it.severity)}：${next.it.message}`);
    return true;
  }

  private diagnostic(it: Finding, checked: Checked): Diagnostic[] {
    const place = checked.since.range(it.from, it.to);
    if (!place) return [];
    return [
      {
        ...place,
        severity: it.severity,
        message: `${this.desk.words.of(it.severity)}：${it.message}`,
        renderMessage: () => {
          const box = this.explained(it);
          box.append(...this.ruleLink(it));
          return box;
        },
        actions: this.actions(it, checked),
      },
    ];
  }

  private actions(it: Finding, checked: Checked): Action[] {
    if (!it.fix) return [];
    return [{ name: this.desk.words.of("finding-fix"), apply: () => this.fix(it, checked) }];
  }

  private explained(it: Finding): HTMLElement {
    const { words } = this.desk;
    const box = element("div", "", "km-finding");
    const head = element("p");
    head.append(element("strong", words.of(it.severity), `km-finding__severity km-finding__severity--${it.severity}`));
    head.append(`　${it.message}`);
    box.append(head);
    if (it.suggestion !== "") box.append(element("p", words.of("finding-suggestion", { words: it.suggestion })));
    return box;
  }

  private ruleLink(it: Finding): HTMLElement[] {
    if (!it.href.startsWith("/")) return [];
    const link = element("a", `${this.desk.words.of("finding-rule", { code: it.code })} ${it.name}`.trim(), "govuk-link");
    link.href = it.href;
    link.target = "_blank";
    link.rel = "noopener";
    return [link];
  }

  private fix(it: Finding, checked: Checked): void {
    const { view, words } = this.desk;
    const fix = changeSet(it.fix ?? [], checked.since.length);
    // Words that were written since the check are not changed on its advice.
    const stale = overlap(fix, checked.since.desc);
    if (!stale) change(view, fix.map(checked.since.desc));
    view.dispatch({ effects: EditorView.announce.of(words.of(stale ? "changed-meanwhile" : "finding-fixed")) });
  }

  private rewrite(found: readonly Finding[]): void {
    const graver = [...found].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    this.listed = graver.slice(0, LISTED);
    // Most answers find the same as the one before; only the places have moved, and those are not written here.
    const written = JSON.stringify([found.length, this.listed.map((it) => [it.code, it.message, it.suggestion, !it.fix])]);
    if (written === this.written) return;
    this.written = written;
    // A list that is used by keyboard is not pulled away: the focus goes to the same place in the new one.
    const focused = [...this.list.children].findIndex((it) => it.contains(document.activeElement));
    const items = this.listed.map((it) => this.item(it));
    if (found.length > LISTED) {
      items.push(element("li", this.desk.words.of("more", { n: found.length - LISTED }), "km-muted"));
    }
    this.list.replaceChildren(...items);
    if (focused >= 0) (items[Math.min(focused, items.length - 1)] ?? this.list).querySelector("button")?.focus();
  }

  private item(it: Finding): HTMLElement {
    const { words } = this.desk;
    const item = element("li", "", "km-editor__finding");
    item.append(this.explained(it));
    const tools = element("p", "", "km-editor__item-tools");
    tools.append(named(words.of("finding-show"), "show"));
    if (it.fix) tools.append(named(words.of("finding-fix"), "fix"));
    tools.append(...this.ruleLink(it));
    item.append(tools);
    return item;
  }

  private clicked(target: EventTarget | null): void {
    const what = target instanceof HTMLElement ? target.dataset["do"] : undefined;
    const n = [...this.list.children].findIndex((it) => target instanceof Node && it.contains(target));
    const [it, checked] = [this.listed[n], this.shown];
    if (!what || !it || !checked) return;
    if (what === "fix") this.fix(it, checked);
    else goTo(this.desk.view, checked.since.now(it.from), checked.since.now(it.to, -1));
  }
}

function named(words: string, what: string): HTMLButtonElement {
  const made = element("button", words, "km-tool");
  made.type = "button";
  made.dataset["do"] = what;
  return made;
}
