import { ChangeSet, type ChangeSpec, Text } from "@codemirror/state";

/** One stretch of a difference: kept, only in the old, only in the new. */
export type Piece = readonly ["equal" | "delete" | "insert", string];

/** A stretch of `a` that a stretch of `b` takes the place of, as positions in the lists. */
interface Hunk {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** How many insertions and deletions are looked for before a stretch is called changed as a whole. */
const EDIT_LIMIT = 400;

/** Where two lists differ. Shortest by Myers up to a bound; beyond it coarser, never wrong. */
export function hunks<T>(a: readonly T[], b: readonly T[], limit = EDIT_LIMIT): Hunk[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const toA = a.length - end;
  const toB = b.length - end;
  if (start === toA && start === toB) return [];
  const whole = { fromA: start, toA, fromB: start, toB };
  if (start === toA || start === toB) return [whole];
  const inner = shortest(a.slice(start, toA), b.slice(start, toB), limit);
  if (!inner) return [whole];
  return inner.map((it) => ({
    fromA: it.fromA + start,
    toA: it.toA + start,
    fromB: it.fromB + start,
    toB: it.toB + start,
  }));
}

function shortest<T>(a: readonly T[], b: readonly T[], limit: number): Hunk[] | undefined {
  const most = Math.min(limit, a.length + b.length);
  const trace: Int32Array[] = [];
  let best = new Int32Array(2 * most + 3);
  for (let d = 0; d <= most; d++) {
    trace.push(best.slice());
    for (let k = -d; k <= d; k += 2) {
      const at = k + most + 1;
      const down = k === -d || (k !== d && (best[at - 1] ?? 0) < (best[at + 1] ?? 0));
      let x = down ? (best[at + 1] ?? 0) : (best[at - 1] ?? 0) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      best[at] = x;
      if (x >= a.length && y >= b.length) return traced(trace, a.length, b.length, most);
    }
  }
  return undefined;
}

/** Follows the recorded steps back from the end and joins neighbouring ones. */
function traced(trace: readonly Int32Array[], lengthA: number, lengthB: number, most: number): Hunk[] {
  const found: Hunk[] = [];
  let x = lengthA;
  let y = lengthB;
  for (let d = trace.length - 1; d > 0; d--) {
    const best = trace[d] as Int32Array;
    const k = x - y;
    const at = k + most + 1;
    const down = k === -d || (k !== d && (best[at - 1] ?? 0) < (best[at + 1] ?? 0));
    const fromX = down ? (best[at + 1] ?? 0) : (best[at - 1] ?? 0);
    const fromY = fromX - (down ? k + 1 : k - 1);
    // Back over what is equal, then over the one step.
    const next = found.at(-1);
    const step = { fromA: fromX, toA: down ? fromX : fromX + 1, fromB: fromY, toB: down ? fromY + 1 : fromY };
    if (next && next.fromA === step.toA && next.fromB === step.toB) {
      found[found.length - 1] = { fromA: step.fromA, toA: next.toA, fromB: step.fromB, toB: next.toB };
    } else found.push(step);
    x = fromX;
    y = fromY;
  }
  return found.reverse();
}

/** The changes that turn `old` into `text`: by lines, then inside the lines that differ. */
export function changesBetween(old: Text, text: Text): ChangeSet {
  const specs: ChangeSpec[] = [];
  const a = old.toJSON();
  const b = text.toJSON();
  const startsA = starts(a);
  for (const it of hunks(a, b)) specs.push(...lineChanges(a, b, it, startsA, old.length));
  return ChangeSet.of(specs, old.length);
}

function starts(lines: readonly string[]): number[] {
  const out = [0];
  for (const line of lines) out.push((out.at(-1) ?? 0) + line.length + 1);
  return out;
}

function lineChanges(a: readonly string[], b: readonly string[], at: Hunk, startsA: readonly number[], length: number): ChangeSpec[] {
  const start = startsA[at.fromA] ?? length;
  // Line for line where both have as many: each then changes only what it must.
  if (at.toA - at.fromA === at.toB - at.fromB) {
    return a.slice(at.fromA, at.toA).flatMap((line, n) => {
      const from = startsA[at.fromA + n] ?? length;
      const other = b[at.fromB + n] ?? "";
      return hunks([...units(line)], [...units(other)], 200).map((it) => ({
        from: from + it.fromA,
        to: from + it.toA,
        insert: Text.of(units(other).slice(it.fromB, it.toB).join("").split("\n")),
      }));
    });
  }
  const words = b.slice(at.fromB, at.toB);
  if (at.fromA === at.toA) {
    // Whole lines come in: with the break before them at the end of the text, else with the break after.
    const last = at.fromA === a.length;
    return [{ from: Math.min(start, length), insert: Text.of(last ? ["", ...words] : [...words, ""]) }];
  }
  const end = Math.min((startsA[at.toA] ?? length + 1) - 1, length);
  if (words.length > 0) return [{ from: start, to: end, insert: Text.of([...words]) }];
  // Whole lines go, with one break.
  return at.toA === a.length ? [{ from: Math.max(0, start - 1), to: end }] : [{ from: start, to: end + 1 }];
}

/** UTF-16 units, so that positions are those of the editor. */
function units(line: string): string[] {
  return line.split("");
}

/** As many units as are compared one by one; longer words are shown as deleted and inserted whole. */
const WORDS_LIMIT = 6000;

/** Two wordings side by side, character by character, with small islands of sameness taken into the change. */
export function pieces(old: string, text: string): Piece[] {
  const a = [...old];
  const b = [...text];
  if (a.length + b.length > WORDS_LIMIT) return old === text ? [["equal", old]] : whole(old, text);
  const out: Piece[] = [];
  let at = 0;
  for (const it of joined(hunks(a, b), a)) {
    if (it.fromA > at) out.push(["equal", a.slice(at, it.fromA).join("")]);
    out.push(...whole(a.slice(it.fromA, it.toA).join(""), b.slice(it.fromB, it.toB).join("")));
    at = it.toA;
  }
  if (at < a.length) out.push(["equal", a.slice(at).join("")]);
  return out;
}

function whole(old: string, text: string): Piece[] {
  const out: Piece[] = [];
  if (old !== "") out.push(["delete", old]);
  if (text !== "") out.push(["insert", text]);
  return out;
}

/** A single equal character between two changes is chance, not sameness. */
function joined(list: readonly Hunk[], a: readonly string[]): Hunk[] {
  const out: Hunk[] = [];
  for (const it of list) {
    const last = out.at(-1);
    const between = last ? a.slice(last.toA, it.fromA).join("") : "";
    if (last && between.length <= 1 && !/[，。；：、\n]/.test(between)) {
      out[out.length - 1] = { fromA: last.fromA, toA: it.toA, fromB: last.fromB, toB: it.toB };
    } else out.push(it);
  }
  return out;
}
