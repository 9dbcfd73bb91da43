// What axe says about a page, at the level that the site promises.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
let source: Promise<string> | undefined;

/** What axe reports, as far as a message needs it. */
interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds on a page, in words. The page must let scripts in that are not its own: `bypassCSP`. */
export async function axe(page: Page, elder: boolean): Promise<string[]> {
  source ??= readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(await source);
  const findings = await page.evaluate(run, [TAGS, elder] as const);
  return findings.map((it) => {
    const where = it.nodes.slice(0, 2).map((node) => `${node.html} ${node.failureSummary ?? ""}`);
    return `${it.id}: ${it.help} ${where.join(" | ")}`;
  });
}

/** How far a page is wider than its window, in pixels. */
export function tooWide(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Runs axe in the page. 长辈版 promises 7:1, which is a rule of level AAA. */
async function run([tags, elder]: readonly [readonly string[], boolean]): Promise<readonly Finding[]> {
  const { axe } = globalThis as unknown as {
    axe: { run: (root: Document, options: object) => Promise<{ violations: Finding[] }> };
  };
  const rules = { "color-contrast-enhanced": { enabled: elder }, "target-size": { enabled: true } };
  const options = { runOnly: { type: "tag", values: tags }, rules, resultTypes: ["violations"] };
  return (await axe.run(document, options)).violations;
}
