import type { Writer } from "./contract.ts";
import { part, say } from "./parts.ts";
import type { Failure, SaveState } from "./saver.ts";
import { clockTime, personName, type Words } from "./words.ts";

/** A saving that is quicker than this is not spoken of. */
const SLOW_MS = 500;

/** How it stands with saving, in words that are read out where they matter. */
export class Status {
  private readonly place: HTMLElement;
  private readonly signIn: HTMLElement;
  private slow: ReturnType<typeof setTimeout> | undefined;
  private failing = false;
  /** Whether the unsaved text is also kept in the browser. */
  kept = true;

  constructor(
    live: HTMLElement,
    private readonly words: Words,
  ) {
    this.place = part(live, "status");
    this.signIn = part(live, "sign-in");
    say(this.place, words.of("opened"));
  }

  show(state: SaveState): void {
    clearTimeout(this.slow);
    // While the server is away the failure stays until it has answered.
    if (this.failing && state.is === "saving") return;
    if (state.is === "saving") {
      this.slow = setTimeout(() => this.write("saving", this.words.of("saving")), SLOW_MS);
      return;
    }
    this.failing = state.is === "failed";
    this.signIn.hidden = !(state.is === "failed" && state.why === "signed-out");
    this.write(state.is, this.sentence(state));
  }

  private write(is: SaveState["is"], words: string): void {
    this.place.className = `km-editor__state km-editor__state--${is}`;
    say(this.place, words);
  }

  private sentence(state: Exclude<SaveState, { is: "saving" }>): string {
    const { words } = this;
    if (state.is === "unsaved") return words.of("unsaved");
    if (state.is === "conflicted") return words.of("conflicted", { n: state.conflicts.length });
    if (state.is === "failed") {
      return words.of("failed", { why: this.why(state.why) }) + (this.kept ? "" : words.of("failed-backup"));
    }
    const time = clockTime(new Date());
    if (state.by.length === 0) return words.of("saved", { time });
    return words.of("saved-merged", { time, by: people(words, state.by) });
  }

  private why(why: Failure): string {
    return typeof why === "string" ? this.words.of(`failed-${why}`) : why.said;
  }
}

function people(words: Words, by: readonly Writer[]): string {
  return [...new Set(by.map((it) => personName(words, it)))].join(words.of("and"));
}
