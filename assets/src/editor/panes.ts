import { part } from "./parts.ts";

export type PaneName = "findings" | "preview" | "notes" | "references";

/** The panes beside the text, one at a time, as tabs with arrow keys. */
export class Panes {
  private readonly tabs: HTMLElement[];
  /** Called when a pane comes into sight. */
  shown: (name: PaneName) => void = () => undefined;

  constructor(private readonly live: HTMLElement) {
    this.tabs = [...live.querySelectorAll<HTMLElement>("[role=tab]")];
    for (const tab of this.tabs) {
      tab.addEventListener("click", () => this.select(tab));
      tab.addEventListener("keydown", (event) => this.pressed(tab, event));
    }
  }

  show(name: PaneName, focus = false): void {
    const tab = this.tabs.find((it) => it.id === `km-tab-${name}`);
    if (!tab) return;
    this.select(tab);
    if (focus) this.pane(name).focus();
  }

  isShown(name: PaneName): boolean {
    return !this.pane(name).hidden;
  }

  pane(name: PaneName): HTMLElement {
    return this.live.querySelector<HTMLElement>(`#km-pane-${name}`) ?? part(this.live, name);
  }

  private select(tab: HTMLElement): void {
    for (const it of this.tabs) {
      const chosen = it === tab;
      it.setAttribute("aria-selected", String(chosen));
      it.tabIndex = chosen ? 0 : -1;
      const pane = this.live.querySelector<HTMLElement>(`#${it.getAttribute("aria-controls")}`);
      if (pane) pane.hidden = !chosen;
    }
    this.shown(tab.id.replace("km-tab-", "") as PaneName);
  }

  private pressed(tab: HTMLElement, event: KeyboardEvent): void {
    const way = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (way === 0) return;
    event.preventDefault();
    const next = this.tabs[(this.tabs.indexOf(tab) + way + this.tabs.length) % this.tabs.length];
    if (!next) return;
    this.select(next);
    next.focus();
  }
}
