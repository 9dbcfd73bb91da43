import { RangeSet, RangeValue, StateField, type EditorState, type Range, type Text, type Transaction } from "@codemirror/state";
import { type ArticleNumber, articlePath, readArticleNumber } from "./numeral.ts";
import { readLine } from "./statute_line.ts";

/** The first line of a division or of an article. */
export class Head extends RangeValue {
  constructor(
    readonly kind: "heading" | "article",
    readonly level: number,
    readonly number: string,
  ) {
    super();
  }

  override eq(other: Head): boolean {
    return this.level === other.level && this.number === other.number;
  }

  get article(): ArticleNumber | undefined {
    return this.kind === "article" ? readArticleNumber(this.number) : undefined;
  }

  /** a12, or nothing for a division. */
  get path(): string {
    const number = this.article;
    return number ? articlePath(number) : "";
  }
}

/** A head and where its line begins. */
export interface PlacedHead {
  readonly at: number;
  readonly head: Head;
}

/**
 * Where the divisions and articles begin, kept current while one types: a change costs as much as the lines it
 * touches. What the server says of them is newer than this by a pause and richer; this is for folding and completing.
 */
export const heads = StateField.define<RangeSet<Head>>({
  create: (state) => RangeSet.of(scan(state.doc, 1, state.doc.lines)),
  update: (set, tr) => (tr.docChanged ? rescanned(set.map(tr.changes), tr) : set),
});

function scan(doc: Text, first: number, last: number): Range<Head>[] {
  const found: Range<Head>[] = [];
  let at = doc.line(first).from;
  const lines = doc.iterLines(first, last + 1);
  for (let next = lines.next(); !next.done; next = lines.next()) {
    if (mayBegin(next.value)) {
      const line = readLine(next.value);
      if (line.level > 0) found.push(new Head(line.kind === "article" ? "article" : "heading", line.level, line.number).range(at));
    }
    at += next.value.length + 1;
  }
  return found;
}

/** Most lines are no head, and that is seen without reading them. */
function mayBegin(line: string): boolean {
  return /^[#\s　]*第/.test(line);
}

function rescanned(mapped: RangeSet<Head>, tr: Transaction): RangeSet<Head> {
  let set = mapped;
  tr.changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    const first = tr.newDoc.lineAt(fromB);
    const last = tr.newDoc.lineAt(toB);
    set = set.update({
      filterFrom: first.from,
      filterTo: last.to,
      filter: () => false,
      add: scan(tr.newDoc, first.number, last.number),
    });
  });
  return set;
}

/** The heads from `from` on, in order. */
export function* headsFrom(state: EditorState, from: number): Generator<PlacedHead> {
  for (let it = state.field(heads).iter(from); it.value; it.next()) {
    if (it.from >= from) yield { at: it.from, head: it.value };
  }
}

/** The head of the article or division that `at` stands in. */
export function headAt(state: EditorState, at: number): PlacedHead | undefined {
  let found: PlacedHead | undefined;
  state.field(heads).between(0, at, (from, _to, head) => {
    found = { at: from, head };
  });
  return found;
}

/** The article that `at` stands in; nothing before the first one and on the lines of a division. */
export function articleAt(state: EditorState, at: number): PlacedHead | undefined {
  const found = headAt(state, at);
  return found?.head.kind === "article" ? found : undefined;
}

/** Where the article or division that begins at `at` ends: before the next of its own level or a higher one. */
export function endOf(state: EditorState, { at, head }: PlacedHead): number {
  for (const next of headsFrom(state, at + 1)) {
    if (next.head.level <= head.level) return state.doc.lineAt(next.at - 1).to;
  }
  return state.doc.length;
}

/** The first article with this number. */
export function findArticle(state: EditorState, wanted: ArticleNumber): PlacedHead | undefined {
  for (const found of headsFrom(state, 0)) {
    const number = found.head.article;
    if (number?.base === wanted.base && number.inserted === wanted.inserted) return found;
  }
  return undefined;
}

/** The words of an article after its number, its first 款 only, cut. */
export function firstWords(state: EditorState, { at, head }: PlacedHead, chars: number): string {
  const line = state.doc.lineAt(at).text;
  const words = line.slice(line.indexOf(head.number) + head.number.length).trim();
  return words.length > chars ? `${words.slice(0, chars)}……` : words;
}
