import type { ChangeDesc, Text } from "@codemirror/state";
import type { CheckAnswer } from "./contract.ts";
import { Since } from "./since.ts";

/** What the server said of a text, and what has changed since. */
export interface Checked {
  readonly answer: CheckAnswer;
  readonly since: Since;
}

export interface CheckerHost {
  text(): Text;
  ask(text: string): Promise<CheckAnswer>;
  show(checked: Checked): void;
  failed(reason: unknown): void;
  /** Whether an input method is in the middle of a word: letters that are not yet words are not checked. */
  composing(): boolean;
  later(ms: number, work: () => void): () => void;
}

/** The pause after which the text is checked. */
export const PAUSE_MS = 300;
/** After a failure the next try waits longer, unless something is typed. */
const AFTER_FAILURE_MS = 20_000;

/** Has the text checked after a pause, one question at a time; typing never waits for it. */
export class Checker {
  latest: Checked | undefined;
  private asking: Since | undefined;
  private cancel: (() => void) | undefined;

  constructor(private readonly host: CheckerHost) {}

  /** The text changed. */
  changed(changes: ChangeDesc): void {
    this.latest?.since.add(changes);
    this.asking?.add(changes);
    this.wait(PAUSE_MS);
  }

  async check(): Promise<void> {
    if (this.asking) return;
    this.cancel?.();
    this.cancel = undefined;
    if (this.host.composing()) return this.wait(PAUSE_MS);
    const text = this.host.text();
    const since = new Since(text.length);
    this.asking = since;
    try {
      const answer = await this.host.ask(text.toString());
      this.latest = { answer, since };
      this.host.show(this.latest);
      if (!since.untouched && !this.cancel) this.wait(PAUSE_MS);
    } catch (reason) {
      this.host.failed(reason);
      if (!this.cancel) this.wait(AFTER_FAILURE_MS);
    } finally {
      this.asking = undefined;
    }
  }

  private wait(ms: number): void {
    this.cancel?.();
    this.cancel = this.host.later(ms, () => {
      this.cancel = undefined;
      void this.check();
    });
  }
}
