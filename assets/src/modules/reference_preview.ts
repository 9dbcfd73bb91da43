import { Component } from "../component.ts";

/** Where a box goes so that it stays inside the window: below the words, or above them where there is no room. */
export function place(
  words: { left: number; top: number; bottom: number },
  box: { width: number; height: number },
  view: { width: number; height: number },
  gap = 8,
): { left: number; top: number } {
  const left = Math.max(gap, Math.min(words.left, view.width - box.width - gap));
  const below = words.bottom + gap;
  const above = words.top - gap - box.height;
  return { left, top: below + box.height > view.height && above >= 0 ? above : below };
}

/** The words of a provision, as lines. Long ones are cut. */
export function excerpt(lines: readonly string[], limit: number): string[] {
  const out: string[] = [];
  let left = limit;
  for (const line of lines.map((it) => it.trim()).filter((it) => it !== "")) {
    const chars = [...line];
    if (chars.length > left) return [...out, `${chars.slice(0, left).join("")}……`];
    out.push(line);
    left -= chars.length;
  }
  return out;
}

const DIGITS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** 1 to 99 as statutes write them: 十, 十二, 二十. */
export function chineseNumber(n: number): string {
  if (n < 1 || n > 99) return String(n);
  const tens = Math.floor(n / 10);
  const ten = tens === 0 ? "" : `${tens === 1 ? "" : DIGITS[tens]}十`;
  return `${ten}${DIGITS[n % 10]}`;
}

/** `a40.p2.i3` below 第四十条 is 第四十条第二款第三项. */
export function provisionName(path: string, article: string): string {
  const units: Record<string, string> = { p: "款", i: "项", s: "目" };
  const parts = path.split(".").slice(1).map((part) => `第${chineseNumber(Number(part.slice(1)))}${units[part[0] ?? ""] ?? ""}`);
  return article + parts.join("");
}

const SHOWN_CHARS = 360;
const LEAVE_MS = 250;

/**
 * Shows the words of the provision a reference names, while the pointer rests on it, while it has the focus, or after
 * a first tap. The words are taken from the page itself; nothing is fetched. Escape closes.
 */
export class ReferencePreview extends Component {
  static readonly moduleName = "reference-preview";
  private readonly box = document.createElement("div");
  private open: HTMLAnchorElement | undefined;
  private leaving: number | undefined;
  private touched = false;

  override start(): void {
    // The browser's own tooltip would stand over ours; without this script it is what readers get.
    for (const link of this.root.querySelectorAll<HTMLAnchorElement>("a.ref[title]")) {
      link.dataset["words"] = link.title;
      link.removeAttribute("title");
    }
    this.box.className = "km-preview";
    this.box.id = "km-preview";
    this.box.hidden = true;
    this.box.setAttribute("role", "tooltip");
    document.body.append(this.box);
    this.root.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "touch") this.enter(event.target);
    });
    this.root.addEventListener("pointerout", () => this.leave());
    this.root.addEventListener("focusin", (event) => {
      if (!this.touched) this.enter(event.target);
    });
    this.root.addEventListener("focusout", () => this.close());
    this.root.addEventListener("pointerdown", (event) => (this.touched = event.pointerType === "touch"));
    this.root.addEventListener("click", (event) => this.tap(event));
    this.box.addEventListener("pointerenter", () => window.clearTimeout(this.leaving));
    this.box.addEventListener("pointerleave", () => this.leave());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !this.box.contains(event.target) && event.target !== this.open) this.close();
    });
  }

  /** The first tap shows the words, the second follows the link. */
  private tap(event: MouseEvent): void {
    const link = this.linkOf(event.target);
    if (!link || !this.touched || this.open === link) return;
    if (this.show(link)) event.preventDefault();
  }

  private enter(target: EventTarget | null): void {
    const link = this.linkOf(target);
    if (!link) return;
    window.clearTimeout(this.leaving);
    if (link !== this.open) this.show(link);
  }

  private leave(): void {
    window.clearTimeout(this.leaving);
    // Time enough to move the pointer into the box.
    this.leaving = window.setTimeout(() => this.close(), LEAVE_MS);
  }

  private linkOf(target: EventTarget | null): HTMLAnchorElement | undefined {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a.ref") : null;
    return link && this.root.contains(link) ? link : undefined;
  }

  private show(link: HTMLAnchorElement): boolean {
    const blocks = targetsOf(link).flatMap((name) => blockOf(name));
    // A target on another page: its first words, which the server put into the title.
    if (blocks.length === 0 && link.dataset["words"]) blocks.push(blockWith([link.dataset["words"]]));
    if (blocks.length === 0) return false;
    this.close();
    this.box.replaceChildren(...blocks);
    this.box.hidden = false;
    const at = place(link.getBoundingClientRect(), this.box.getBoundingClientRect(), {
      width: document.documentElement.clientWidth,
      height: window.innerHeight,
    });
    this.box.style.left = `${at.left + window.scrollX}px`;
    this.box.style.top = `${at.top + window.scrollY}px`;
    link.setAttribute("aria-describedby", this.box.id);
    this.open = link;
    return true;
  }

  private close(): void {
    window.clearTimeout(this.leaving);
    this.box.hidden = true;
    this.open?.removeAttribute("aria-describedby");
    this.open = undefined;
  }
}

/** The names of the provisions that a reference points at. */
function targetsOf(link: HTMLAnchorElement): string[] {
  const all = link.dataset["targets"];
  if (all) return all.split(" ");
  return link.hash ? [decodeURIComponent(link.hash.slice(1))] : [];
}

/** The words of the provision `name` of this page: its own and those of the 项 and 目 below it. */
function blockOf(name: string): HTMLElement[] {
  const target = document.getElementById(name);
  if (!target) return [];
  if (target.classList.contains("article")) {
    return [blockWith([...target.querySelectorAll("p")].map((it) => it.textContent ?? ""))];
  }
  const lines = [wordsOf(target)];
  for (let next = target.nextElementSibling; next?.id.startsWith(`${name}.`); next = next.nextElementSibling) {
    lines.push(next.textContent ?? "");
  }
  const article = target.closest(".article")?.querySelector(".article-number")?.textContent ?? "";
  return [blockWith(lines, provisionName(name, article))];
}

/** The words without the number of the article, which stands in its first 款. */
function wordsOf(provision: HTMLElement): string {
  const words = provision.textContent ?? "";
  const number = provision.querySelector(".article-number")?.textContent ?? "";
  return words.startsWith(number) ? words.slice(number.length) : words;
}

function blockWith(lines: readonly string[], name?: string): HTMLElement {
  const block = document.createElement("div");
  if (name) {
    const heading = document.createElement("p");
    heading.className = "km-preview__name";
    heading.textContent = name;
    block.append(heading);
  }
  for (const line of excerpt(lines, SHOWN_CHARS)) {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    block.append(paragraph);
  }
  return block;
}
