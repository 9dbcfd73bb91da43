import { Component } from "../component.ts";

/** Which stop comes after (`way` 1) or before (-1) the place at `line`; `tops` are in the order of the page. */
export function nextStop(tops: readonly number[], line: number, way: 1 | -1): number {
  // A stop at the line itself is where one is.
  if (way === 1) return tops.findIndex((top) => top > line + 1);
  return tops.filter((top) => top < line - 1).length - 1;
}

/** What a key asks for: j and n lead on, k and p back. */
export function wayOf(key: string): 1 | -1 | undefined {
  if (key === "j" || key === "n") return 1;
  if (key === "k" || key === "p") return -1;
  return undefined;
}

const KEYS_OFF = "km-keys-off";

/**
 * 上一处 and 下一处 in a comparison, as buttons and as keys. A key does nothing while one writes or holds another
 * key, and all keys can be switched off (single keys disturb people who speak to their machine).
 */
export class ChangeStepper extends Component {
  static readonly moduleName = "change-stepper";
  private stops: HTMLElement[] = [];
  private current: HTMLElement | undefined;
  private keys = true;

  override start(): void {
    const scope = this.root.closest("main") ?? document;
    this.stops = [...scope.querySelectorAll<HTMLElement>(this.root.dataset["stops"] ?? "")];
    if (this.stops.length === 0) return;
    this.keys = !stored();
    this.root.hidden = false;
    this.root.addEventListener("click", (event) => this.clicked(event.target));
    document.addEventListener("keydown", (event) => this.pressed(event));
    this.showKeys();
  }

  private clicked(target: EventTarget | null): void {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button?.dataset["step"]) this.step(button.dataset["step"] === "1" ? 1 : -1);
    else if (button && "keys" in button.dataset) {
      this.keys = !this.keys;
      store(!this.keys);
      this.showKeys();
    }
  }

  private pressed(event: KeyboardEvent): void {
    const way = wayOf(event.key);
    if (!this.keys || way === undefined || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const target = event.target;
    if (target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select"))) return;
    event.preventDefault();
    this.step(way);
  }

  private step(way: 1 | -1): void {
    const tops = this.stops.map((it) => it.getBoundingClientRect().top);
    // From the stop that has been stepped to while it is in sight, else from where one reads.
    const known = this.current ? this.stops.indexOf(this.current) : -1;
    const top = tops[known];
    const seen = top !== undefined && top > -window.innerHeight && top < window.innerHeight;
    const at = seen ? known + way : nextStop(tops, this.line(), way);
    const stop = this.stops[at];
    if (!stop) return;
    this.current?.classList.remove("is-current");
    this.current = stop;
    stop.classList.add("is-current");
    stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: "start" });
    // The address of the place, without a step of the history for each.
    if (stop.id) history.replaceState(history.state, "", `#${stop.id}`);
    this.say(at);
  }

  /** Where one reads: below what sticks to the top. */
  private line(): number {
    return (this.root.firstElementChild?.getBoundingClientRect().height ?? 0) + 24;
  }

  private say(at: number): void {
    const said = this.root.querySelector<HTMLElement>("[role=status]");
    if (!said) return;
    const words = said.dataset["words"] ?? "";
    said.textContent = words.replace("{n}", String(at + 1)).replace("{all}", String(this.stops.length));
  }

  private showKeys(): void {
    const help = this.root.querySelector<HTMLElement>("[data-help]");
    const button = this.root.querySelector<HTMLElement>("[data-keys]");
    if (help) help.hidden = !this.keys;
    if (button) button.textContent = (this.keys ? button.dataset["on"] : button.dataset["off"]) ?? "";
  }
}

function stored(): boolean {
  try {
    return window.localStorage.getItem(KEYS_OFF) === "1";
  } catch {
    return false;
  }
}

/** Where nothing can be stored the choice holds for the page. */
function store(off: boolean): void {
  try {
    if (off) window.localStorage.setItem(KEYS_OFF, "1");
    else window.localStorage.removeItem(KEYS_OFF);
  } catch {
    // Nothing to do.
  }
}
