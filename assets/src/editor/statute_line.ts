/** What a line of Kaimen Markdown is. The server's parser decides; this only colours, folds and lists. */
export type LineKind =
  | "blank"
  | "title"
  | "status"
  | "heading"
  | "article"
  | "item"
  | "subitem"
  | "directive"
  | "annex"
  | "front"
  | "paragraph";

/** A part of a line that is set apart, in UTF-16 units from the start of the line. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly as: "mark" | "number" | "name" | "reference" | "law" | "directive";
}

/** A line as read. */
export interface StatuteLine {
  readonly kind: LineKind;
  /** 编 1, 分编 2, 章 3, 节 4, 条 5; 0 for all others. */
  readonly level: number;
  /** 第三章, 第十二条之一; empty where there is none. */
  readonly number: string;
  readonly parts: readonly Part[];
}

/** As much of a line as is looked at; the rest is shown plainly. */
const LINE_LIMIT = 4000;
const NUM = "[零〇一二三四五六七八九十百千\\d０-９]+";
const HEADING = new RegExp(`^(#{1,6}\\s+)?[\\s　]*(第${NUM}(编|分编|章|节))([\\s　]+(.*))?$`);
const ARTICLE = new RegExp(`^[\\s　]*(第${NUM}条(?:之${NUM})?)((?:（[^）]{1,15}）|〖[^〗]{1,15}〗|【[^】]{1,15}】)?)(?=[\\s　]|$)`);
const ITEM = new RegExp(`^[\\s　]*([（(][零一二三四五六七八九十百]+[）)])`);
const SUBITEM = /^[\s　]*(\d{1,3}[.．、]|[（(]\d{1,3}[）)]|[①-⑳])/;
const STATUS = /^[\s　]*（[^（）]{1,20}）[\s　]*$/;
const ANNEX = /^(?:##\s+)?[\s　]*(附件|附表|附录)/;
const DIRECTIVE = /<!--\s*km:.*?-->/g;
const REFERENCE = new RegExp(`(?:本(?:条例|法|规定|办法|决定|条|款|章|节))?(?:第${NUM}(?:编|章|节|条(?:之${NUM})?))(?:第${NUM}款)?(?:第[（(]?${NUM}[）)]?项)?`, "g");
const LAW = /《[^《》]{1,60}》/g;
const LEVELS: Record<string, number> = { 编: 1, 分编: 2, 章: 3, 节: 4 };

/** Reads one line by itself. `front` says that it stands in the front matter. */
export function readLine(text: string, front = false): StatuteLine {
  const line = text.length > LINE_LIMIT ? text.slice(0, LINE_LIMIT) : text;
  if (line.trim() === "") return plain("blank");
  if (front) return plain("front", [{ from: 0, to: line.length, as: "mark" }]);
  return readHead(line) ?? readBody(line);
}

function readHead(line: string): StatuteLine | undefined {
  const heading = HEADING.exec(line);
  const name = heading?.[5] ?? "";
  if (heading?.[2] && heading[3] && name.length <= 40 && !/[。；：]/.test(name)) {
    const at = line.indexOf(heading[2]);
    const parts: Part[] = [];
    if (at > 0) parts.push({ from: 0, to: at, as: "mark" });
    parts.push({ from: at, to: line.length, as: "name" });
    return { kind: "heading", level: LEVELS[heading[3]] ?? 3, number: heading[2], parts };
  }
  const article = ARTICLE.exec(line);
  if (!article?.[1]) return undefined;
  const from = line.indexOf(article[1]);
  const to = from + article[1].length;
  const parts: Part[] = [{ from, to, as: "number" }];
  if (article[2]) parts.push({ from: to, to: to + article[2].length, as: "mark" });
  return { kind: "article", level: 5, number: article[1], parts: [...parts, ...inline(line, article[0].length)] };
}

function readBody(line: string): StatuteLine {
  if (/^#\s/.test(line)) return plain("title", [{ from: 0, to: 2, as: "mark" }, { from: 2, to: line.length, as: "name" }]);
  if (ANNEX.test(line)) return plain("annex", [{ from: 0, to: line.length, as: "name" }]);
  if (STATUS.test(line) && !ITEM.test(line)) return plain("status", [{ from: 0, to: line.length, as: "mark" }]);
  const mark = ITEM.exec(line) ?? SUBITEM.exec(line);
  if (mark?.[1]) {
    const from = line.indexOf(mark[1]);
    const kind = ITEM.test(line) ? "item" : "subitem";
    return plain(kind, [{ from, to: from + mark[1].length, as: "number" }, ...inline(line, mark[0].length)]);
  }
  if (/^\s*<!--\s*km:/.test(line)) return plain("directive", inline(line, 0));
  return plain("paragraph", inline(line, 0));
}

/** References, names of laws and directives from `start` on, in order and apart from each other. */
function inline(line: string, start: number): Part[] {
  const found: Part[] = [];
  for (const [pattern, as] of [[DIRECTIVE, "directive"], [LAW, "law"], [REFERENCE, "reference"]] as const) {
    for (const hit of line.matchAll(pattern)) {
      const from = hit.index;
      const to = from + hit[0].length;
      if (from >= start && !found.some((it) => from < it.to && to > it.from)) found.push({ from, to, as });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function plain(kind: LineKind, parts: readonly Part[] = []): StatuteLine {
  return { kind, level: 0, number: "", parts };
}

/** The longest front matter that is recognised, in lines. */
const FRONT_LIMIT = 60;

/** The number of the line that closes the front matter, or 0 where there is none. `lineAt` counts from 1. */
export function frontMatterEnd(lines: number, lineAt: (n: number) => string): number {
  if (lines === 0 || lineAt(1).trimEnd() !== "---") return 0;
  for (let n = 2; n <= Math.min(lines, FRONT_LIMIT); n++) {
    if (lineAt(n).trimEnd() === "---") return n;
  }
  return 0;
}
