import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chineseNumeral } from "../../../assets/src/editor/numeral.ts";

/** A text of `articles` articles, made of the drafts of this repository one after the other, numbered through. */
export function longText(articles: number): string {
  const found = readdirSync("drafts", { recursive: true, encoding: "utf8" })
    .filter((it) => /[\\/]v\d+\.md$/.test(it))
    .sort()
    .flatMap((name) => articlesOf(readFileSync(join("drafts", name), "utf8")));
  const parts = ["# ××市综合条例\n\n（草案）\n"];
  for (let n = 0; n < articles; n++) {
    if (n % 30 === 0) parts.push(`## 第${chineseNumeral(n / 30 + 1)}章　规定\n`);
    parts.push(`第${chineseNumeral(n + 1)}条　${found[n % found.length]}\n`);
  }
  return parts.join("\n");
}

/** The words of every article, without its number. */
function articlesOf(text: string): string[] {
  return text
    .split(/^(?=第[一二三四五六七八九十百]+条　|#)/m)
    .filter((it) => it.startsWith("第"))
    .map((it) => it.slice(it.indexOf("　") + 1).trim());
}
