import { type ChangeDesc, ChangeSet, Text } from "@codemirror/state";
import { changesBetween } from "./difference.ts";

/** One replaced span as the server writes it: from, to, the words that take its place. */
export type Change = readonly [number, number, string];

/** The server's changes as a value of the editor. Throws where they do not fit a text of `length` units. */
export function changeSet(changes: readonly Change[], length: number): ChangeSet {
  return ChangeSet.of(
    changes.map(([from, to, insert]) => ({ from, to, insert })),
    length,
  );
}

/** A stretch of a text; empty where something is only inserted. */
type Range = readonly [from: number, to: number];

function touch([from, to]: Range, [other, end]: Range): boolean {
  if (from === to && other === end) return from === other;
  if (from === to) return other < from && from < end;
  if (other === end) return from < other && other < to;
  return Math.max(from, other) < Math.min(to, end);
}

/** Whether two sets of changes of the same text touch the same words, or write at the same place. */
export function overlap(a: ChangeDesc, b: ChangeDesc): boolean {
  const ranges: Range[] = [];
  b.iterChangedRanges((from, to) => void ranges.push([from, to]));
  let found = false;
  let next = 0;
  a.iterChangedRanges((from, to) => {
    // Both come in order, so that each is passed once.
    while ((ranges[next]?.[1] ?? from) < from) next++;
    for (let n = next; !found && (ranges[n]?.[0] ?? to + 1) <= to; n++) found = touch([from, to], ranges[n] as Range);
  });
  return found;
}

/** What an answer means for the text on the screen. */
export interface Rebased {
  /** To be applied to the text on the screen. */
  readonly apply: ChangeSet;
  /** What was typed since sending, over the text of the answer. */
  readonly typed: ChangeSet;
}

/**
 * Brings `theirs` (over the text that was sent) into the text on the screen, which is the sent one with `typed`.
 * Nothing where both touch the same words: then the server is asked again and shows both.
 */
export function rebase(theirs: ChangeSet, typed: ChangeSet): Rebased | undefined {
  if (overlap(theirs, typed)) return undefined;
  return { apply: theirs.map(typed), typed: typed.map(theirs, true) };
}

/** Two wordings of one place, as the server answers. */
export interface ConflictAnswer {
  readonly article: string;
  readonly from: number;
  readonly to: number;
  readonly base: string;
  readonly yours: string;
  readonly theirs: string;
  readonly by: string;
}

/** The place of a conflict in the text on the screen, where the person's own words stand until they choose. */
export interface Conflict {
  readonly article: string;
  readonly by: string;
  readonly theirs: string;
  readonly from: number;
  readonly to: number;
}

/** The head with others' words everywhere but in the conflicts, where the person's own stay. */
export function withOwnWords(text: string, conflicts: readonly ConflictAnswer[]): { text: string; conflicts: Conflict[] } {
  const out: Conflict[] = [];
  let words = "";
  let at = 0;
  for (const it of [...conflicts].sort((a, b) => a.from - b.from)) {
    words += text.slice(at, it.from);
    const from = words.length;
    words += it.yours;
    out.push({ article: it.article, by: it.by, theirs: it.theirs, from, to: words.length });
    at = it.to;
  }
  return { text: words + text.slice(at), conflicts: out };
}

/** What a refusal for conflicts means for the text on the screen; nothing where it must be asked again. */
export function rebaseConflicts(
  sent: Text,
  typed: ChangeSet,
  answer: { readonly text: string; readonly conflicts: readonly ConflictAnswer[] },
): { apply: ChangeSet; conflicts: Conflict[] } | undefined {
  const own = withOwnWords(answer.text, answer.conflicts);
  const both = rebase(changesBetween(sent, Text.of(own.text.split("\n"))), typed);
  if (!both) return undefined;
  const conflicts = own.conflicts.map((it) => ({
    ...it,
    from: both.typed.mapPos(it.from, -1),
    to: both.typed.mapPos(it.to, 1),
  }));
  return { apply: both.apply, conflicts };
}
