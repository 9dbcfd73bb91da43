const DIGITS = "零一二三四五六七八九";
const UNITS: readonly (readonly [number, string])[] = [
  [1000, "千"],
  [100, "百"],
  [10, "十"],
];

/** The largest number that is written or read: more articles than any code has. */
export const MOST = 9999;

/** 1 to 9999 as statutes write them: 十二, 一百零二, 一千二百六十. */
export function chineseNumeral(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > MOST) return String(n);
  let out = "";
  let rest = n;
  let gap = false;
  for (const [size, unit] of UNITS) {
    const digit = Math.floor(rest / size);
    rest %= size;
    if (digit === 0) {
      gap = out !== "";
      continue;
    }
    if (gap) out += "零";
    gap = false;
    // 十二, but 一百一十二.
    out += size === 10 && digit === 1 && out === "" ? unit : `${DIGITS[digit]}${unit}`;
  }
  if (rest === 0) return out;
  return `${out}${gap ? "零" : ""}${DIGITS[rest]}`;
}

/** Reads what {@link chineseNumeral} writes, with 〇 for 零 and half-width or full-width digits too. */
export function readNumeral(words: string): number | undefined {
  const plain = words.normalize("NFKC").replaceAll("〇", "零").trim();
  if (/^\d{1,4}$/.test(plain)) return Number(plain) || undefined;
  if (!/^[零一二三四五六七八九十百千]{1,9}$/.test(plain)) return undefined;
  let total = 0;
  let digit: number | undefined;
  for (const char of plain) {
    const unit = UNITS.find(([, name]) => name === char)?.[0];
    if (unit === undefined) digit = DIGITS.indexOf(char);
    else {
      total += (digit ?? 1) * unit;
      digit = undefined;
    }
  }
  return total + (digit ?? 0) || undefined;
}

/** The number of an article: 第十二条之一 has base 12 and is the first inserted after it. */
export interface ArticleNumber {
  readonly base: number;
  /** 之一, 之二 …; 0 for an article of the first numbering. */
  readonly inserted: number;
}

/** Reads 12, 十二, 12-1, 第十二条, 第十二条之一. */
export function readArticleNumber(words: string): ArticleNumber | undefined {
  const plain = words.normalize("NFKC").replace(/\s/g, "");
  const found = /^第?([\d零〇一二三四五六七八九十百千]+)条?(?:(?:之|-)([\d零〇一二三四五六七八九十]+))?$/.exec(plain);
  const base = readNumeral(found?.[1] ?? "");
  if (base === undefined) return undefined;
  return { base, inserted: found?.[2] ? (readNumeral(found[2]) ?? 0) : 0 };
}

/** 第十二条之一. */
export function articleName({ base, inserted }: ArticleNumber): string {
  return `第${chineseNumeral(base)}条${inserted > 0 ? `之${chineseNumeral(inserted)}` : ""}`;
}

/** The address of an article in paths: a12, a12-1. */
export function articlePath({ base, inserted }: ArticleNumber): string {
  return `a${base}${inserted > 0 ? `-${inserted}` : ""}`;
}
