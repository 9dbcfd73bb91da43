import { ChangeSet, type Text } from "@codemirror/state";
import { Refused, RefusedForConflicts } from "./api.ts";
import type { RefusedSave, SaveAnswer, Writer } from "./contract.ts";
import { changeSet, type Conflict, rebase, rebaseConflicts } from "./merge.ts";
import { dueAt, retryAfter } from "./save_cadence.ts";

/** Why the last saving failed. */
export type Failure = "network" | "server" | "signed-out" | "refused" | "large" | { readonly said: string };

/** How it stands with saving, to be put into words by others. */
export type SaveState =
  | { readonly is: "saved"; readonly by: readonly Writer[] }
  | { readonly is: "unsaved" }
  | { readonly is: "saving" }
  | { readonly is: "failed"; readonly why: Failure }
  | { readonly is: "conflicted"; readonly kept: number | undefined; readonly conflicts: readonly Conflict[] };

/** What saving needs of the editor and of the world. */
export interface SaverHost {
  /** The text on the screen. */
  text(): Text;
  /** Puts others' words into the text on the screen. Must not call {@link Saver.changed}. */
  apply(changes: ChangeSet): void;
  send(base: number, text: string): Promise<SaveAnswer>;
  show(state: SaveState): void;
  now(): number;
  /** Calls `work` after `ms`; what it returns cancels. */
  later(ms: number, work: () => void): () => void;
}

/** How long after an answer that crossed with typing the server is asked again. */
const AGAIN_MS = 300;

/**
 * Brings the text to the server, and others' words into the text.
 *
 * One request at a time. What is typed meanwhile is kept as changes, and the answer is mapped over them; where both
 * touch the same words nothing is applied and the server is asked again with the old base, so that it shows both.
 * After a conflict nothing is sent until the person has chosen.
 */
export class Saver {
  /** What was typed since the text that is on its way; nothing while none is. */
  private typed: ChangeSet | undefined;
  private firstUnsaved: number | undefined;
  private lastTyped = 0;
  private failures = 0;
  private cancel: (() => void) | undefined;
  private waiting = false;
  /** Who wrote the words that came in, until it has been said. */
  private by: readonly Writer[] = [];

  constructor(
    private readonly host: SaverHost,
    private base: number,
    /** The text of `base`, or nothing where it is not known to be on the screen. */
    private synced: Text | undefined,
  ) {}

  get revision(): number {
    return this.base;
  }

  /** Whether the person has to choose before anything is sent. */
  get paused(): boolean {
    return this.waiting;
  }

  /** Whether the server has everything that is on the screen. */
  get clean(): boolean {
    return this.typed === undefined && !this.waiting && this.synced !== undefined && this.host.text().eq(this.synced);
  }

  /** The person changed the text. */
  changed(changes: ChangeSet): void {
    if (this.typed) this.typed = this.typed.compose(changes);
    this.lastTyped = this.host.now();
    if (this.firstUnsaved === undefined) {
      this.firstUnsaved = this.lastTyped;
      if (!this.waiting && this.failures === 0 && !this.typed) this.host.show({ is: "unsaved" });
    }
    this.schedule();
  }

  /** Saves without waiting: on request, when the window loses the focus, or because the head is newer. */
  async saveNow(): Promise<void> {
    if (this.typed || this.waiting) return;
    this.cancel?.();
    this.cancel = undefined;
    this.firstUnsaved = undefined;
    const sent = this.host.text();
    this.typed = ChangeSet.empty(sent.length);
    this.host.show({ is: "saving" });
    try {
      this.answered(sent, await this.host.send(this.base, sent.toString()));
    } catch (reason) {
      if (reason instanceof RefusedForConflicts) this.conflicted(sent, reason.answer);
      else this.failed(reason);
    }
  }

  /** The person has chosen in every conflict. */
  resolved(): void {
    this.waiting = false;
    void this.saveNow();
  }

  /** The text on the screen was written upon `base`, an older revision. */
  writtenUpon(base: number): void {
    this.base = base;
    this.synced = undefined;
    this.changed(ChangeSet.empty(this.host.text().length));
  }

  private answered(sent: Text, answer: SaveAnswer): void {
    const typed = this.takeTyped(sent);
    const theirs = this.readable(() => changeSet(answer.changes, sent.length));
    if (!theirs) return;
    const both = rebase(theirs, typed);
    this.failures = 0;
    if (!both) return this.again();
    this.base = answer.revision;
    this.synced = theirs.apply(sent);
    if (!both.apply.empty) this.host.apply(both.apply);
    this.by = [...this.by, ...answer.by];
    if (this.clean) this.everythingSaved();
    else this.host.show({ is: "unsaved" });
    this.schedule();
  }

  private everythingSaved(): void {
    this.firstUnsaved = undefined;
    this.host.show({ is: "saved", by: this.by });
    this.by = [];
  }

  private conflicted(sent: Text, answer: RefusedSave): void {
    const typed = this.takeTyped(sent);
    const both = this.readable(() => rebaseConflicts(sent, typed, answer) ?? "again");
    if (!both) return;
    this.failures = 0;
    if (both === "again") return this.again();
    this.base = answer.revision;
    this.synced = undefined;
    if (!both.apply.empty) this.host.apply(both.apply);
    if (both.conflicts.length === 0) return this.again();
    this.waiting = true;
    this.host.show({ is: "conflicted", kept: answer.kept, conflicts: both.conflicts });
  }

  private failed(reason: unknown): void {
    this.typed = undefined;
    this.failures += 1;
    this.firstUnsaved ??= this.host.now();
    this.host.show({ is: "failed", why: failureOf(reason) });
    this.wait(retryAfter(this.failures));
  }

  private takeTyped(sent: Text): ChangeSet {
    const typed = this.typed ?? ChangeSet.empty(sent.length);
    this.typed = undefined;
    return typed;
  }

  /** An answer that does not fit the text is a failure of the server, and changes nothing here. */
  private readable<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (reason) {
      this.failed(reason);
      return undefined;
    }
  }

  private again(): void {
    this.firstUnsaved ??= this.host.now();
    this.wait(AGAIN_MS);
  }

  private schedule(): void {
    if (this.typed || this.waiting || this.firstUnsaved === undefined) return;
    // After a failure the next try is already set; a key does not bring it forward.
    if (this.failures > 0 && this.cancel) return;
    this.wait(Math.max(0, dueAt(this.firstUnsaved, this.lastTyped) - this.host.now()));
  }

  private wait(ms: number): void {
    this.cancel?.();
    this.cancel = this.host.later(ms, () => {
      this.cancel = undefined;
      void this.saveNow();
    });
  }
}

function failureOf(reason: unknown): Failure {
  if (!(reason instanceof Refused)) return reason instanceof TypeError || isAbort(reason) ? "network" : "server";
  if (reason.status === 401) return "signed-out";
  if (reason.status === 413) return "large";
  if (reason.message !== "") return { said: reason.message };
  return reason.status === 403 ? "refused" : "server";
}

function isAbort(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "AbortError";
}
