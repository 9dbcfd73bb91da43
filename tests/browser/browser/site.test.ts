// The whole site in headless Chromium: what no test without a browser can see.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { axe, tooWide } from "../support/axe.ts";
import {
  crawl,
  DRAFTER,
  type Found,
  launch,
  lookAtAll,
  MODES,
  type Mode,
  NOBODY,
  RunningSite,
  type Shown,
  sample,
  visitor,
} from "../support/site.ts";

/** The script of a reading page, compressed. */
const SCRIPT_BUDGET_BYTES = 15_000;
const [STANDARD] = MODES as [Mode, ...Mode[]];

let site: RunningSite;
let browser: Browser;
let pages: Map<string, Found>;
let shown: Shown[];

before(async () => {
  site = await RunningSite.start();
  browser = await launch();
  pages = await crawl(site);
  const html = [...pages].filter(([, page]) => page.html !== "").map(([path]) => path);
  shown = [...sample(html), "/nothing"].map((path) => ({ path, as: pages.get(path)?.as ?? NOBODY }));
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

test("the site has the pages that it should have", () => {
  for (const path of [
    "/bills/business-environment",
    "/bills/business-environment/v1",
    "/bills/business-environment/v1/a1",
    "/bills/business-environment/compare/v1..v2",
    "/bills/business-environment/compare/v1..v2?view=redline",
    "/bills/business-environment/compare/v1..v2?kind=split",
    "/bills/business-environment/compare/v1..v2..v3",
    "/bills/business-environment/biography/a1",
    "/bills/business-environment/papers/explanation",
    "/consultations",
    "/points",
    "/help/accessibility",
    "/display",
    "/desk",
    "/desk/bills/business-environment/compare/v1..v2",
  ]) {
    assert.ok(pages.has(path), path);
  }
});

test("every page is valid HTML", async () => {
  const validate = new HtmlValidate({
    extends: ["html-validate:standard", "html-validate:a11y"],
    rules: {
      // A citation carries its telephone as it is printed; 示例 numbers are no numbers that one can call.
      "tel-non-breaking": "off",
      // The toc of a text is written twice, for wide and for narrow windows; only one is ever shown.
      "unique-landmark": "off",
      "no-inline-style": "error",
      // A list may be named: 审议进程, 下载草案.
      "aria-label-misuse": ["error", { allowAnyNamable: true }],
    },
  });
  const wrong: string[] = [];
  for (const { path } of shown) {
    const page = pages.get(path);
    if (!page) continue;
    const report = await validate.validateString(page.html, path);
    for (const message of report.results.flatMap((it) => it.messages)) {
      wrong.push(`${path}:${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
    }
  }
  assert.deepEqual([...new Set(wrong)].slice(0, 20), []);
});

for (const mode of MODES) {
  test(`axe finds nothing on any page: ${mode.name}`, { timeout: 600_000 }, async () => {
    const wrong: string[] = [];
    const open = (as: string): Promise<BrowserContext> => visitor(browser, site, mode, { bypassCSP: true }, as);
    await lookAtAll(shown, open, async (page, path) => {
      await page.goto(site.url + path);
      wrong.push(...(await axe(page, mode.elder)).map((it) => `${path} ${it}`));
      if (mode.elder) wrong.push(...(await page.evaluate(smallText)).map((it) => `${path} smaller than 18 pt: ${it}`));
    });
    assert.deepEqual(wrong.slice(0, 20), []);
  });
}

/** Words shown smaller than 18 pt (24 px). Runs in the page. */
function smallText(): string[] {
  const found = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || element.closest("script, svg, sup, .govuk-visually-hidden")) continue;
    if (element.getClientRects().length === 0) continue;
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    if (size < 23.9) found.add(`${element.className || element.tagName} ${size}`);
  }
  return [...found];
}

test("nothing is cut off on a phone 320 px wide, in either size of type", { timeout: 900_000 }, async () => {
  const wrong: string[] = [];
  for (const mode of MODES.filter((it) => !it.dark)) {
    const narrow = { viewport: { width: 320, height: 640 } };
    const open = (as: string): Promise<BrowserContext> => visitor(browser, site, mode, narrow, as);
    await lookAtAll(shown, open, async (page, path) => {
      await page.goto(site.url + path);
      const over = await tooWide(page);
      if (over > 0) wrong.push(`${path} ${mode.name}: ${over} px`);
    });
  }
  assert.deepEqual(wrong, []);
});

test("no page asks anything of another host or breaks its own policy", async () => {
  const outside: string[] = [];
  const listened = new WeakSet<Page>();
  const listen = (page: Page): void => {
    page.on("request", (request) => {
      if (!request.url().startsWith(`${site.url}/`)) outside.push(request.url());
    });
    page.on("console", (message) => {
      // The error page answers 404, which the browser reports as an error of its own.
      if (message.type() === "error" && !message.text().includes("404")) outside.push(message.text());
    });
    page.on("pageerror", (error) => outside.push(error.message));
    listened.add(page);
  };
  await lookAtAll(shown, (as) => visitor(browser, site, STANDARD, {}, as), async (page, path) => {
    if (!listened.has(page)) listen(page);
    await page.goto(site.url + path);
  });
  assert.deepEqual(outside, []);
});

test("what people see is Chinese", async () => {
  const foreign = new Set<string>();
  // Names of file formats, the level of the accessibility guidelines, the address of the example, the mark of a waiver.
  // The pages of drafting rules quote what is wrong in a text, foreign letters too.
  const asked = shown.filter((it) => !it.path.startsWith("/rules"));
  const known = new Set(["docx", "xlsx", "pdf", "md", "xml", "html", "json", "AA", "fagongwei", "example", "invalid", "km", "allow", "csv", "kaimen", "verify", "innovation", "civility"]);
  await lookAtAll(asked, (as) => visitor(browser, site, STANDARD, {}, as), async (page, path) => {
    await page.goto(site.url + path);
    // What the editor shows stands there only when the server has checked the text.
    if (path.endsWith("/draft")) await page.locator("[data-part=counts]", { hasText: "字" }).waitFor();
    const words = await page.evaluate(() => `${document.title} ${document.body.innerText}`);
    // Names for signing in, addresses of bills and digests are what they are.
    const spoken = words.replaceAll(/[0-9a-f]{8,}|[a-z]+(?:-[a-z0-9]+)+/g, "");
    for (const [word] of spoken.matchAll(/[A-Za-z]{2,}/g)) if (!known.has(word)) foreign.add(`${path} ${word}`);
  });
  assert.deepEqual([...foreign], []);
});

test("the script stays within its budget", async () => {
  const [, name] = /<script type="module" src="([^"]+)"/.exec(pages.get("/")?.html ?? "") ?? [];
  assert.ok(name);
  const script = Buffer.from(await (await fetch(site.url + name)).arrayBuffer());
  const packed = brotliCompressSync(script).length;
  assert.ok(packed <= SCRIPT_BUDGET_BYTES, `${packed} bytes`);
});

describe("with scripts blocked", () => {
  async function plain(run: (page: Page) => Promise<void>, as: string = NOBODY): Promise<void> {
    const context = await visitor(browser, site, STANDARD, { javaScriptEnabled: false }, as);
    try {
      await run(await context.newPage());
    } finally {
      await context.close();
    }
  }

  test("one comes from the home page to the way of giving an opinion", () =>
    plain(async (page) => {
      await page.goto(site.url);
      await page.getByRole("link", { name: /^怎样提意见\s*：/ }).first().click();
      assert.match(page.url(), /\/consultations\//);
      assert.ok(await page.getByRole("heading", { name: "怎样提意见" }).isVisible());
      assert.ok(await page.getByText("信封上请注明").isVisible());
    }));

  test("one reads a text by its contents, follows a reference, and comes to an article", () =>
    plain(async (page) => {
      await page.goto(`${site.url}/bills/business-environment/v1`);
      await page.getByRole("navigation", { name: "目录" }).getByRole("link", { name: /法律责任/ }).click();
      assert.match(page.url(), /#c\d+$/);
      await page.locator("a.ref").first().click();
      assert.match(page.url(), /#a\d+/);
      await page.getByRole("link", { name: "第五条", exact: true }).first().click();
      assert.match(page.url(), /\/v1\/a5$/);
      assert.ok(await page.getByRole("heading", { level: 1, name: /第五条/ }).isVisible());
      await page.getByRole("link", { name: /下一条/ }).click();
      assert.match(page.url(), /\/v1\/a6$/);
    }));

  test("one switches to 长辈版 and back, and stays on the page", () =>
    plain(async (page) => {
      await page.goto(`${site.url}/bills`);
      await page.getByRole("button", { name: "长辈版" }).click();
      assert.equal(page.url(), `${site.url}/bills`);
      assert.equal(await page.locator("html").getAttribute("data-size"), "elder");
      await page.getByRole("button", { name: "标准版" }).click();
      assert.equal(await page.locator("html").getAttribute("data-size"), "standard");
    }));

  test("one chooses dark colours in the settings", () =>
    plain(async (page) => {
      await page.goto(`${site.url}/bills`);
      await page.getByRole("link", { name: "显示设置" }).click();
      await page.getByRole("radio", { name: "深色", exact: true }).check({ force: true });
      await page.getByRole("button", { name: "保存" }).click();
      assert.equal(page.url(), `${site.url}/bills`);
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(ground, "rgb(22, 24, 27)");
    }));

  test("one filters a comparison, changes the texts, and goes from change to change", () =>
    plain(async (page) => {
      await page.goto(`${site.url}/bills/business-environment`);
      await page.getByRole("link", { name: "看改了什么" }).click();
      assert.match(page.url(), /\/compare\/v2\.\.v3$/);
      await page.getByText("按种类、章节筛选").click();
      await page.getByLabel("旧稿").selectOption("v1");
      await page.getByRole("button", { name: "对照", exact: true }).click();
      assert.match(page.url(), /\/compare\/v1\.\.v3$/);
      await page.getByText("按种类、章节筛选").click();
      await page.getByRole("checkbox", { name: "新增的条文" }).check();
      await page.getByRole("button", { name: "筛选" }).click();
      assert.match(page.url(), /kind=added/);
      assert.ok((await page.locator("tbody.is-changed").count()) > 1);
      await page.getByRole("link", { name: "下一处" }).first().click();
      assert.match(page.url(), /#a\d+/);
      assert.ok(!(await page.getByRole("button", { name: "下一处" }).isVisible()));
    }));

  test("a drafter confirms a row, mends a mistake without typing again, and finds both in the log", () =>
    plain(async (page) => {
      const pair = `${site.url}/desk/bills/civility/compare/v1..v2`;
      await page.goto(pair);
      await page.getByText(/^改为对应……/).first().click();
      const form = page.locator("details[open] form");
      await form.getByLabel("后一稿的条文").fill("第九百条");
      await form.getByRole("button", { name: "保存" }).click();
      await page.getByRole("link", { name: "这个文本中没有第九百条，请核对条号" }).click();
      await form.getByLabel("后一稿的条文").fill("1, 2");
      await form.getByRole("button", { name: "保存" }).click();
      assert.match(page.url(), /\?saved=\d+#n-a1$/);
      assert.ok(await page.getByText(/已保存第\d+号记录：.*第一条、第二条（改为对应）/).isVisible());
      await page.getByRole("button", { name: /^撤销\s*第\d+号/ }).first().click();
      assert.equal(page.url(), pair);
      assert.ok(await page.getByText(/（法工委）于.*撤销/).first().isVisible());
    }, DRAFTER));

  test("what needs a script is not shown", () =>
    plain(async (page) => {
      await page.goto(`${site.url}/bills/business-environment/v1/a1`);
      assert.ok(!(await page.getByRole("button", { name: "打印" }).isVisible()));
      assert.ok(!(await page.getByRole("button", { name: "复制地址" }).isVisible()));
      assert.ok(await page.getByRole("textbox").isVisible());
    }));
});

describe("with scripts", () => {
  async function onReading(run: (page: Page) => Promise<void>, touch = false): Promise<void> {
    const options = touch ? { hasTouch: true, viewport: { width: 360, height: 740 } } : {};
    const context = await visitor(browser, site, STANDARD, options);
    try {
      const page = await context.newPage();
      await page.goto(`${site.url}/bills/business-environment/v1`);
      await run(page);
    } finally {
      await context.close();
    }
  }

  test("the keyboard leads past the header to the text, and along the contents", () =>
    onReading(async (page) => {
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "跳到主要内容");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.match((await page.evaluate(() => document.activeElement?.textContent)) ?? "", /^第一章/);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.match(page.url(), /#c2$/);
      const top = await page.locator("#c2").evaluate((it) => it.getBoundingClientRect().top);
      assert.ok(top >= 0 && top < 300, `the heading is in sight: ${top}`);
    }));

  test("the contents show where one is", () =>
    onReading(async (page) => {
      const current = page.locator(".km-toc [aria-current]");
      assert.match((await current.textContent()) ?? "", /第一章/);
      await page.locator("#c4").evaluate((it) => it.scrollIntoView());
      await page.locator(".km-toc a[href='#c4'][aria-current]").waitFor();
      assert.equal(await current.count(), 1);
    }));

  test("the words of a reference are shown under the pointer and for the keyboard, and go with Escape", () =>
    onReading(async (page) => {
      const reference = page.locator("a.ref").first();
      const box = page.getByRole("tooltip");
      await reference.hover();
      await box.waitFor();
      const target = (await reference.getAttribute("href")) ?? "";
      const words = (await page.locator(`[id="${target.slice(1)}"]`).textContent()) ?? "";
      assert.ok(words.includes(((await box.locator("p:not(.km-preview__name)").first().textContent()) ?? "-").slice(0, 12)));
      await page.keyboard.press("Escape");
      await box.waitFor({ state: "hidden" });
      await page.mouse.move(0, 0);
      await reference.focus();
      await box.waitFor();
      assert.equal(await reference.getAttribute("aria-describedby"), await box.getAttribute("id"));
      const place = await box.boundingBox();
      assert.ok(place && place.x >= 0 && place.x + place.width <= 1280);
    }));

  test("the first tap shows the words, the second follows the link", () =>
    onReading(async (page) => {
      const reference = page.locator("a.ref").first();
      const box = page.getByRole("tooltip");
      await reference.tap();
      await box.waitFor();
      assert.ok(!page.url().includes("#"));
      const place = await box.boundingBox();
      assert.ok(place && place.x >= 0 && place.x + place.width <= 360, "it fits the phone");
      await reference.tap();
      assert.match(page.url(), /#a\d+/);
    }, true));

  test("the permanent address is copied", async () => {
    const context = await visitor(browser, site, STANDARD, { permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    await page.goto(`${site.url}/bills/business-environment/v1/a5.p1`);
    await page.getByRole("button", { name: "复制地址" }).click();
    await page.getByText("已复制").waitFor();
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      `${site.url}/bills/business-environment/v1/a5.p1`,
    );
    await context.close();
  });
});

describe("in a comparison, with scripts", () => {
  async function onComparison(run: (page: Page) => Promise<void>): Promise<void> {
    const context = await visitor(browser, site, STANDARD);
    try {
      const page = await context.newPage();
      await page.goto(`${site.url}/bills/business-environment/compare/v1..v2`);
      await page.getByRole("button", { name: "下一处" }).waitFor();
      await run(page);
    } finally {
      await context.close();
    }
  }

  const current = (page: Page): Promise<string | null> => page.locator(".is-current").getAttribute("id");

  test("j and k lead to the next change and back, and the address follows", () =>
    onComparison(async (page) => {
      const ids = await page.locator(".is-changed").evaluateAll((all) => all.map((it) => it.id));
      await page.keyboard.press("j");
      assert.equal(await current(page), ids[0]);
      await page.keyboard.press("n");
      await page.keyboard.press("j");
      assert.equal(await current(page), ids[2]);
      assert.ok(page.url().endsWith(`#${ids[2]}`));
      assert.equal(await page.evaluate(() => document.activeElement?.id), ids[2]);
      const top = await page.locator(".is-current").evaluate((it) => it.getBoundingClientRect().top);
      const bar = await page.locator(".km-steps__bar").evaluate((it) => it.getBoundingClientRect().bottom);
      assert.ok(top >= bar && top < 300, `the change is in sight below the bar: ${top}, ${bar}`);
      await page.keyboard.press("k");
      await page.getByRole("button", { name: "上一处" }).click();
      assert.equal(await current(page), ids[0]);
      await page.keyboard.press("k");
      assert.equal(await current(page), ids[0], "before the first there is none");
      assert.ok(await page.getByRole("status").getByText(`第1处，共${ids.length}处`).isVisible());
    }));

  test("keys are left alone in fields, with other keys, and when they are switched off", () =>
    onComparison(async (page) => {
      await page.getByText("按种类、章节筛选").click();
      await page.getByLabel("章节").focus();
      await page.keyboard.press("j");
      await page.locator("body").evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.keyboard.press("Control+j");
      await page.keyboard.press("Shift+J");
      assert.equal(await page.locator(".is-current").count(), 0);
      await page.getByRole("button", { name: "关闭快捷键" }).click();
      await page.keyboard.press("j");
      assert.equal(await page.locator(".is-current").count(), 0);
      await page.reload();
      await page.getByRole("button", { name: "启用快捷键" }).click();
      await page.keyboard.press("j");
      assert.equal(await page.locator(".is-current").count(), 1);
    }));
});

test("what goes and what comes can be told apart on paper without colour", async () => {
  const context = await visitor(browser, site, STANDARD);
  const page = await context.newPage();
  await page.goto(`${site.url}/bills/business-environment/compare/v1..v2`);
  await page.emulateMedia({ media: "print" });
  const style = (selector: string, pseudo?: string): Promise<readonly string[]> =>
    page.locator(selector).first().evaluate((it, of) => {
      const { content, fontWeight, textDecorationLine, backgroundColor } = getComputedStyle(it, of);
      return [content, fontWeight, textDecorationLine, backgroundColor];
    }, pseudo);
  assert.deepEqual((await style(".km-compare del")).slice(2), ["line-through", "rgba(0, 0, 0, 0)"]);
  assert.deepEqual((await style(".km-compare ins")).slice(1), ["700", "underline", "rgba(0, 0, 0, 0)"]);
  assert.equal((await style(".km-compare del", "::before"))[0], '"〔"');
  await page.emulateMedia({ media: "screen" });
  assert.match((await style(".km-compare del", "::before"))[0] ?? "", /删除/);
  assert.match((await style(".km-compare ins", "::before"))[0] ?? "", /新增/);
  // What a screen reader is given: the accessibility tree of the first article.
  const read = await page.locator("tbody.is-changed").first().ariaSnapshot();
  assert.match(read, /新增/);
  assert.match(read, /删除/);
  await context.close();
});

test("on paper there is the text and nothing that one could only click", async () => {
  const context = await visitor(browser, site, MODES[1] as Mode);
  const page = await context.newPage();
  await page.goto(`${site.url}/bills/business-environment/v1`);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const hidden of [".km-toc", ".km-side", ".km-header__nav", ".km-header__tools", ".govuk-breadcrumbs"]) {
    assert.ok(!(await page.locator(hidden).first().isVisible()), hidden);
  }
  const look = await page.locator("a.ref").first().evaluate((it) => {
    const style = getComputedStyle(it);
    return [style.color, style.textDecorationLine, getComputedStyle(document.body).color];
  });
  assert.deepEqual(look, ["rgb(0, 0, 0)", "none", "rgb(0, 0, 0)"]);
  await context.close();
});
