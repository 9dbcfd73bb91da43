import { Component } from "../component.ts";

/**
 * Which heading a reader is under: the last one whose top has passed `line`, or the first before any has.
 * `tops` are in the order of the page.
 */
export function currentSection(tops: readonly number[], line: number): number {
  let current = 0;
  for (let index = 0; index < tops.length && (tops[index] ?? Infinity) <= line; index += 1) current = index;
  return current;
}

/** 目录: marks the entry of the part that is being read, and keeps it in sight. */
export class SectionTracker extends Component {
  static readonly moduleName = "section-tracker";
  private pending = false;
  private shown = -1;

  override start(): void {
    const links = [...this.root.querySelectorAll<HTMLAnchorElement>("a[href^='#']")];
    const pairs = links.flatMap((link) => {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return target ? [{ link, target }] : [];
    });
    if (pairs.length === 0) return;
    const update = (): void => {
      this.pending = false;
      const tops = pairs.map((it) => it.target.getBoundingClientRect().top);
      const current = currentSection(tops, window.innerHeight / 3);
      if (current === this.shown) return;
      pairs[this.shown]?.link.removeAttribute("aria-current");
      this.shown = current;
      pairs[current]?.link.setAttribute("aria-current", "true");
      this.reveal(pairs[current]?.link);
    };
    const later = (): void => {
      if (this.pending) return;
      this.pending = true;
      requestAnimationFrame(update);
    };
    window.addEventListener("scroll", later, { passive: true });
    window.addEventListener("resize", later, { passive: true });
    update();
  }

  /** Scrolls the list, never the page. */
  private reveal(link: HTMLElement | undefined): void {
    const list = this.root;
    if (!link || list.scrollHeight <= list.clientHeight) return;
    const offset = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
    if (offset < 0 || offset > list.clientHeight - link.offsetHeight) {
      list.scrollTop += offset - list.clientHeight / 2;
    }
  }
}
