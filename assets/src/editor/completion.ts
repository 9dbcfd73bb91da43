import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { EditorState, Extension } from "@codemirror/state";
import { endOf, findArticle, articleAt, firstWords, headsFrom, type PlacedHead } from "./heads.ts";
import { chineseNumeral, readArticleNumber, readNumeral } from "./numeral.ts";
import { readLine } from "./statute_line.ts";

/** As many are offered at once; more letters narrow them down. */
export const OFFERED = 60;
const FIRST_WORDS = 24;
const NUM = "[零〇一二三四五六七八九十百千\\d０-９]";
const ARTICLE = new RegExp(`第(${NUM}*)$`);
const PARAGRAPH = new RegExp(`(第${NUM}+条(?:之${NUM}+)?|本条)第(${NUM}*)$`);
const ITEM = new RegExp(`(第${NUM}+条(?:之${NUM}+)?|本条)(?:第(${NUM}+)款)?第?([（(]${NUM}*|(?<=款第)${NUM}*)$`);

/** Offers articles after 第, 款 after an article, 项 after a 款, each with its first words. */
export function referenceSource(context: CompletionContext): CompletionResult | null {
  const { state, pos } = context;
  const line = state.doc.lineAt(pos);
  const before = line.text.slice(Math.max(0, pos - line.from - 60), pos - line.from);
  const below = itemsOffered(state, pos, before) ?? paragraphsOffered(state, pos, before);
  if (below) return below.options.length > 0 ? below : null;
  const found = ARTICLE.exec(before);
  if (!found) return null;
  // At the start of a line one writes the number of an article, not a reference to one.
  if (!context.explicit && before.length === pos - line.from && /^[#\s　]*$/.test(before.slice(0, found.index))) return null;
  const options = articlesOffered(state, found[1] ?? "");
  return options.length > 0 ? { from: pos - found[0].length, options, filter: false } : null;
}

function articlesOffered(state: EditorState, typed: string): Completion[] {
  // 12 is understood as 十二.
  const digits = /^[\d０-９]+$/.test(typed) ? readNumeral(typed) : undefined;
  const start = `第${digits === undefined ? typed.replaceAll("〇", "零") : chineseNumeral(digits)}`;
  const options: Completion[] = [];
  for (const found of headsFrom(state, 0)) {
    if (!found.head.number.startsWith(start)) continue;
    options.push({ label: found.head.number, detail: firstWords(state, found, FIRST_WORDS) });
    if (options.length === OFFERED) break;
  }
  // The article that is meant exactly comes first: 第十 offers 第十条 before 第十一条.
  return options.sort((a, b) => Number(b.label === `${start}条`) - Number(a.label === `${start}条`));
}

function named(state: EditorState, pos: number, name: string): PlacedHead | undefined {
  if (name === "本条") return articleAt(state, pos);
  const number = readArticleNumber(name);
  return number && findArticle(state, number);
}

function paragraphsOffered(state: EditorState, pos: number, before: string): CompletionResult | undefined {
  const found = PARAGRAPH.exec(before);
  if (!found) return undefined;
  const article = named(state, pos, found[1] ?? "");
  const options = article
    ? paragraphs(state, article).map((it, n) => ({ label: `第${chineseNumeral(n + 1)}款`, detail: cut(it.words) }))
    : [];
  const start = `第${found[2] ?? ""}`;
  return offered(pos - (found[2] ?? "").length - 1, options.filter((it) => it.label.startsWith(start)));
}

function itemsOffered(state: EditorState, pos: number, before: string): CompletionResult | undefined {
  const found = ITEM.exec(before);
  if (!found) return undefined;
  const article = named(state, pos, found[1] ?? "");
  if (!article) return undefined;
  const all = paragraphs(state, article);
  const inside = all[(found[2] ? (readNumeral(found[2]) ?? 1) : 1) - 1]?.items ?? [];
  const typed = (found[3] ?? "").replace(/^[（(]/, "");
  const options = inside.map((words, n) => ({ label: `第${chineseNumeral(n + 1)}项`, detail: cut(words) }));
  const start = before.lastIndexOf("第", before.length - (found[3] ?? "").length);
  return offered(pos - (before.length - start), options.filter((it) => it.label.startsWith(`第${typed}`)));
}

function offered(from: number, options: readonly Completion[]): CompletionResult {
  return { from, options: [...options], filter: false };
}

function cut(words: string): string {
  return words.length > FIRST_WORDS ? `${words.slice(0, FIRST_WORDS)}……` : words;
}

/** The lines of one article that are looked at. */
const LINES = 400;

/** The 款 of an article, each with the first words of its 项. */
function paragraphs(state: EditorState, article: PlacedHead): { words: string; items: string[] }[] {
  const out: { words: string; items: string[] }[] = [];
  const first = state.doc.lineAt(article.at);
  const last = state.doc.lineAt(endOf(state, article));
  for (let n = first.number; n <= Math.min(last.number, first.number + LINES); n++) {
    const text = state.doc.line(n).text;
    const line = readLine(text);
    if (n === first.number) {
      const words = firstWords(state, article, FIRST_WORDS);
      // The number may stand alone, with the words on the next line.
      if (words !== "") out.push({ words, items: [] });
    } else if (line.kind === "paragraph") out.push({ words: text.trim(), items: [] });
    else if (line.kind === "item") out.at(-1)?.items.push(text.trim());
    else if (line.kind === "heading" || line.kind === "annex") break;
  }
  return out;
}

export function referenceCompletion(): Extension {
  return autocompletion({
    override: [referenceSource],
    icons: false,
    maxRenderedOptions: OFFERED,
    activateOnTypingDelay: 60,
  });
}
