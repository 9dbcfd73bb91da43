import { ChangeDesc, ChangeSet } from "@codemirror/state";

/**
 * What has changed in the text since some moment, so that positions of that moment can be found again.
 *
 * Each change costs as much as there are changes, not as there is text.
 */
export class Since {
  private changes: ChangeDesc;

  constructor(length: number) {
    this.changes = ChangeSet.empty(length).desc;
  }

  add(changes: ChangeDesc): void {
    this.changes = this.changes.composeDesc(changes);
  }

  /** Whether the text is still that of the moment. */
  get untouched(): boolean {
    return this.changes.empty;
  }

  /** How long the text was at the moment. */
  get length(): number {
    return this.changes.length;
  }

  /** Where a place of the moment is now. */
  now(at: number, side: -1 | 1 = 1): number {
    return this.changes.mapPos(Math.min(at, this.changes.length), side);
  }

  /** Where a stretch is now, or nothing where its words are gone. */
  range(from: number, to: number): { from: number; to: number } | undefined {
    const start = this.now(from, 1);
    const end = this.now(to, -1);
    return end > start || from === to ? { from: start, to: Math.max(start, end) } : undefined;
  }

  /** The place of the moment that is at `at` now. */
  then(at: number): number {
    return this.changes.invertedDesc.mapPos(at, -1);
  }

  /** Everything since then. */
  get desc(): ChangeDesc {
    return this.changes;
  }
}
