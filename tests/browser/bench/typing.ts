// From a key to the next paint, and from a pause to the answer of the check, in a real browser and a long text. Not a
// test: it prints what it measured.
// It signs in as a drafter of the example, so the page is one of `kaimen demo`.
//   KAIMEN_BENCH_PAGE=http://127.0.0.1:8080/desk/bills/…/draft node tests/browser/run.mjs bench
//   KAIMEN_BENCH_TEXT=FILE  another text than the drafts of this repository strung together
//   KAIMEN_BENCH_KEYS=N     keys at each place (default 150)
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { DRAFTER, launch, RunningSite, signIn } from "../support/site.ts";
import { longText } from "../support/long_text.ts";

const ARTICLES = 1_260;
const KEYS = Number(process.env["KAIMEN_BENCH_KEYS"] ?? 150);
const BETWEEN_KEYS_MS = 45;
const PLACES = [1, 630, 1_255];

/** Puts the text into the editor as if it were pasted over everything. */
async function paste(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+a");
  await page.evaluate((words) => {
    const data = new DataTransfer();
    data.setData("text/plain", words);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(".cm-content")?.dispatchEvent(event);
  }, text);
}

/** Notes for every key how long it took until the frame after it was painted. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    const note = (event: Event): void => {
      const begun = event.timeStamp;
      requestAnimationFrame(() => {
        // A message comes after the frame has been handed over for painting.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => seen.push(performance.now() - begun);
        channel.port2.postMessage(0);
      });
    };
    window.addEventListener("keydown", note, { capture: true });
    window.addEventListener("compositionupdate", note, { capture: true });
  });
}

async function taken(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { seen: number[] }).seen.splice(0));
}

/** How long the answer of the check took after the last key. */
async function checkAfter(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const begun = performance.now();
        const place = document.querySelector("[data-part=counts]");
        const watcher = new MutationObserver(() => {
          watcher.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - begun));
        });
        if (place) watcher.observe(place, { childList: true, characterData: true, subtree: true });
        setTimeout(() => resolve(Number.NaN), 20_000);
      }),
  );
}

function report(name: string, times: readonly number[]): void {
  const sorted = times.filter((it) => !Number.isNaN(it)).sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  console.log(`${name}: ${sorted.length} keys, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`);
}

async function goto(page: Page, article: number): Promise<void> {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+g");
  await page.locator("dialog input[type=text]").fill(String(article));
  await page.keyboard.press("Enter");
  await page.waitForTimeout(800);
  await page.keyboard.press("End");
}

async function main(): Promise<void> {
  const address = process.env["KAIMEN_BENCH_PAGE"];
  if (!address) throw new Error("KAIMEN_BENCH_PAGE names the page of a working draft");
  const file = process.env["KAIMEN_BENCH_TEXT"];
  const text = file ? readFileSync(file, "utf8") : longText(ARTICLES);
  const browser = await launch();
  try {
    const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });
    process.env["KAIMEN_TEST_URL"] ??= new URL(address).origin;
    await signIn(context, await RunningSite.start(), DRAFTER);
    const page = await context.newPage();
    await page.goto(address);
    await page.locator(".cm-content").waitFor();
    await paste(page, text);
    await page.waitForTimeout(4_000);
    console.log(`${text.length} characters: ${await page.locator("[data-part=counts]").textContent()}`);
    await watch(page);
    const all: number[] = [];
    const checks: number[] = [];
    for (const article of PLACES) {
      await goto(page, article);
      await taken(page);
      for (let n = 0; n < KEYS; n++) {
        await page.keyboard.press(n % 25 === 24 ? "Enter" : n % 10 === 9 ? "Backspace" : "a");
        await page.waitForTimeout(BETWEEN_KEYS_MS);
      }
      checks.push(await checkAfter(page));
      const times = await taken(page);
      report(`article ${article}`, times);
      all.push(...times);
    }
    report("all keys", all);
    await goto(page, 700);
    await taken(page);
    const ime = await context.newCDPSession(page);
    for (let n = 0; n < 60; n++) {
      for (const letters of ["s", "sh", "shi"]) {
        await ime.send("Input.imeSetComposition", { text: letters, selectionStart: letters.length, selectionEnd: letters.length });
        await page.waitForTimeout(BETWEEN_KEYS_MS);
      }
      await ime.send("Input.insertText", { text: "市" });
    }
    report("input method", await taken(page));
    console.log(`check after the last key (pause included): ${checks.map((it) => `${it.toFixed(0)} ms`).join(", ")}`);
  } finally {
    await browser.close();
  }
}

await main();
