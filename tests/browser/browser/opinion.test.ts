// A citizen's way from the code on a poster to the receipt, as a phone shows it, with scripts and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { HtmlValidate } from "html-validate";
import type { Browser, Page } from "playwright-core";
import { axe, tooWide } from "../support/axe.ts";
import { launch, MODES, RunningSite, visitor } from "../support/site.ts";

/** What the poster of a contact point leads to. */
const FROM_CODE = "/consultations/elderly-care-v2/say?at=a14";
const FIRST_PAGE_BYTES = 60_000;
const PHONE = { viewport: { width: 320, height: 640 }, bypassCSP: true };

let site: RunningSite;
let browser: Browser;

before(async () => {
  site = await RunningSite.start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

async function isGood(page: Page, elder: boolean): Promise<void> {
  assert.deepEqual(await axe(page, elder), []);
  const over = await tooWide(page);
  assert.ok(over <= 0, `${over} px too wide`);
}

/** Sends an opinion from the page that a code opens; gives the receipt. */
async function say(page: Page, words: string): Promise<string> {
  await page.goto(site.url + FROM_CODE);
  await page.getByLabel("您的意见").fill(words);
  await page.getByRole("checkbox", { name: /同意按/ }).check();
  await page.getByRole("button", { name: "提交" }).click();
  assert.ok(await page.getByRole("heading", { level: 1, name: "已经收到您的意见" }).isVisible());
  return (await page.locator(".km-receipt__code").innerText()).trim();
}

test("the first page is light, and both pages are valid HTML", async () => {
  const first = await (await fetch(site.url + FROM_CODE)).text();
  assert.ok(Buffer.byteLength(first) <= FIRST_PAGE_BYTES);
  const key = /name="key" value="([^"]+)"/.exec(first)?.[1] ?? "";
  const answer = await fetch(site.url + FROM_CODE.split("?")[0], {
    method: "POST",
    headers: { origin: site.url },
    body: new URLSearchParams({ key, at: "a14", words: "请尽快加装扶手。", consent: "yes" }),
  });
  assert.equal(answer.status, 200);
  const rules = { "tel-non-breaking": "off", "no-inline-style": "error", "aria-label-misuse": ["error", { allowAnyNamable: true }] };
  const validate = new HtmlValidate({ extends: ["html-validate:standard", "html-validate:a11y"], rules } as never);
  for (const html of [first, await answer.text()]) {
    const report = await validate.validateString(html);
    assert.deepEqual(report.results.flatMap((it) => it.messages).map((it) => `${it.line} ${it.ruleId}: ${it.message}`), []);
  }
});

for (const mode of MODES) {
  test(`two pages from the code to the receipt, and back with the code: ${mode.name}`, { timeout: 120_000 }, async () => {
    const context = await visitor(browser, site, mode, PHONE);
    try {
      const page = await context.newPage();
      const words = `电梯口没有坡道（${mode.name}）。`;
      const code = await say(page, words);
      assert.match(code, /^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}$/);
      await isGood(page, mode.elder);
      await page.goto(`${site.url}/receipts`);
      await page.getByLabel("回执编号").fill(code.toLowerCase().replaceAll(" ", ""));
      await page.getByRole("button", { name: "查询" }).click();
      assert.ok(!page.url().includes(code.slice(0, 4)), "no code in an address");
      assert.ok(await page.getByText(words).first().isVisible());
      await isGood(page, mode.elder);
    } finally {
      await context.close();
    }
  });
}

test("without scripts: a mistake keeps the words, a double click sends once, a correction and a withdrawal are kept", async () => {
  const context = await visitor(browser, site, MODES[0] as (typeof MODES)[number], { ...PHONE, javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(site.url + FROM_CODE);
    await page.getByLabel("您的意见").fill("忘了打勾。");
    await page.getByRole("button", { name: "提交" }).click();
    assert.ok(await page.getByRole("link", { name: /请勾选同意/ }).isVisible());
    assert.equal(await page.getByLabel("您的意见").inputValue(), "忘了打勾。");
    await page.getByRole("checkbox", { name: /同意按/ }).check();
    await page.getByRole("button", { name: "提交" }).click();
    assert.ok(await page.getByRole("heading", { level: 1, name: "已经收到您的意见" }).isVisible());
    await page.goto(site.url + FROM_CODE);
    await page.getByLabel("您的意见").fill("点了两下。");
    await page.getByRole("checkbox", { name: /同意按/ }).check();
    await page.getByRole("button", { name: "提交" }).dblclick();
    const code = await page.locator(".km-receipt__code").innerText();
    await page.goBack();
    assert.equal(await page.getByLabel("您的意见").inputValue(), "点了两下。", "going back finds what was typed");
    await page.getByRole("button", { name: "提交" }).click();
    assert.equal(await page.locator(".km-receipt__code").innerText(), code, "back and send again is the same opinion");
    await page.getByText("更正这条意见").click();
    await page.getByLabel("更正为").fill("打勾以后更正的。");
    await page.getByRole("button", { name: "保存更正" }).click();
    assert.ok(await page.getByText("打勾以后更正的。").first().isVisible());
    await page.getByText("撤回，或者声明不是我提的").click();
    await page.getByRole("button", { name: "撤回", exact: true }).click();
    assert.ok(await page.getByText("已经撤回，不再作为意见研究").isVisible());
  } finally {
    await context.close();
  }
});
