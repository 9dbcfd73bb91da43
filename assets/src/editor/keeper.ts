import type { Text } from "@codemirror/state";
import type { Backup } from "./backup.ts";
import type { Saver, SaveState } from "./saver.ts";

/** The pause after which unsaved words are kept in the browser, and the longest time that they wait for it. */
const PAUSE_MS = 800;
const MOST_MS = 2_500;

/** Keeps unsaved words in the browser until the server has them, and saves when the window is left. */
export class Keeper {
  /** Whether the last keeping succeeded. */
  kept = true;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since: number | undefined;

  constructor(
    private readonly backup: Backup,
    private readonly saver: Saver,
    private readonly text: () => Text,
    private readonly saveLast: (base: number, text: string) => boolean,
  ) {}

  start(): void {
    window.addEventListener("blur", () => this.saveIfUnsaved());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.saveIfUnsaved();
    });
    window.addEventListener("pagehide", () => this.leaving());
    window.addEventListener("online", () => this.saveIfUnsaved());
    window.addEventListener("beforeunload", (event) => {
      if (this.saver.clean) return;
      this.keep();
      // Only where words would be lost does the browser ask.
      if (!this.kept) event.preventDefault();
    });
  }

  /** The person changed the text. */
  changed(): void {
    const now = Date.now();
    this.since ??= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), Math.max(0, Math.min(PAUSE_MS, this.since + MOST_MS - now)));
  }

  saved(state: SaveState): void {
    if (state.is === "saved" && this.saver.clean) {
      clearTimeout(this.timer);
      this.since = undefined;
      this.backup.drop();
    } else if (state.is === "failed" || state.is === "conflicted") this.keep();
  }

  private keep(): void {
    clearTimeout(this.timer);
    this.since = undefined;
    if (this.saver.clean) return;
    this.kept = this.backup.keep(this.saver.revision, this.text().toString(), Date.now());
  }

  private saveIfUnsaved(): void {
    if (this.saver.clean) return;
    this.keep();
    void this.saver.saveNow();
  }

  private leaving(): void {
    if (this.saver.clean) return;
    this.keep();
    if (!this.saver.paused) this.saveLast(this.saver.revision, this.text().toString());
  }
}
