// Two drafters at one working draft, in real browsers and against the real program.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { Random } from "../support/random.ts";
import { DRAFTER, launch, MODES, type Mode, RunningSite, SECOND_DRAFTER, signIn, visitor } from "../support/site.ts";

const [STANDARD] = MODES as [Mode, ...Mode[]];
const BILL = "/desk/bills/business-environment";
/** How long anything may take on a machine that does other things too. */
const PATIENCE_MS = 60_000;
const KILLS = 3;
const BETWEEN_WORDS_MS = 40;
const SEED = 20_261_124;

let site: RunningSite;
let browser: Browser;

before(async () => {
  site = await RunningSite.startOwn();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Someone's browser with the working draft open in it. */
class Desk {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async of(name: string, options: BrowserContextOptions = {}): Promise<Desk> {
    const context = await visitor(browser, site, STANDARD, options, name);
    return new Desk(context, await Desk.opened(context));
  }

  private static async opened(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${site.url}${BILL}/draft`);
    await page.locator(".cm-content").waitFor();
    return page;
  }

  /** The same browser after its window has gone. */
  async reopened(): Promise<Desk> {
    return new Desk(this.context, await Desk.opened(this.context));
  }

  /** Puts the cursor before the number of an article. */
  async goto(article: number): Promise<void> {
    const { page } = this;
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+g");
    await page.locator("dialog[open] input").fill(String(article));
    await page.keyboard.press("Enter");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
  }

  /** Writes at the end of what is shown as the first line of an article. */
  async write(article: number, words: string): Promise<void> {
    await this.goto(article);
    await this.page.keyboard.press("End");
    await this.page.keyboard.insertText(words);
  }

  /** Writes as the first words of an article, after its number. */
  async begin(article: number, number: string, words: string): Promise<void> {
    await this.goto(article);
    for (const _ of number) await this.page.keyboard.press("ArrowRight");
    await this.page.keyboard.insertText(words);
  }

  async saved(): Promise<void> {
    await this.page.keyboard.press("Control+s");
    await this.state("saved");
  }

  async state(is: string): Promise<void> {
    await this.page.locator(`.km-editor__state--${is}`).waitFor();
  }

  /** Cut off from the server, and back. */
  async cutOff(off: boolean): Promise<void> {
    await this.context.setOffline(off);
  }

  /** The text and the number of the revision that the server holds. */
  async held(): Promise<{ text: string; revision: number }> {
    const answer = await this.context.request.get(`${site.url}${BILL}/draft/text`);
    assert.equal(answer.status(), 200);
    return (await answer.json()) as { text: string; revision: number };
  }

  /** The text as this person has it before the eyes: what copying all of it gives. */
  async shown(): Promise<string> {
    const { page } = this;
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+a");
    return page.evaluate(() => {
      const clipboardData = new DataTransfer();
      const event = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true });
      document.querySelector(".cm-content")?.dispatchEvent(event);
      return clipboardData.getData("text/plain");
    });
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/** Opens the draft for two people and closes it again, whatever happens between. */
async function two(run: (first: Desk, second: Desk) => Promise<void>): Promise<void> {
  const first = await Desk.of(DRAFTER);
  const second = await Desk.of(SECOND_DRAFTER);
  try {
    await run(first, second);
  } finally {
    await first.close();
    await second.close();
  }
}

function count(text: string, words: string): number {
  return text.split(words).length - 1;
}

describe("two drafters", { timeout: 600_000 }, () => {
  test("write in different articles, and both have both", () =>
    two(async (first, second) => {
      await Promise.all([first.write(3, "甲方添写。"), second.write(9, "乙方添写。")]);
      await Promise.all([first.state("saved"), second.state("saved")]);
      // Whoever saved first hears of the other at the next save.
      await first.saved();
      await second.saved();
      const { text } = await first.held();
      for (const words of ["甲方添写。", "乙方添写。"]) assert.equal(count(text, words), 1, words);
      await first.page.waitForFunction(() => document.querySelector("[data-part=people]")?.textContent?.includes("第二位"));
      assert.equal(await second.shown(), text);
      await first.saved();
      assert.equal(await first.shown(), text);
    }));

  test("change the same words, see both sides, and lose neither", () =>
    two(async (first, second) => {
      await second.cutOff(true);
      await second.write(5, "乙的一句。");
      await second.state("failed");
      await first.write(5, "甲的一句。");
      await first.saved();
      await second.cutOff(false);
      await second.page.keyboard.press("Control+s");
      const notice = second.page.getByRole("alert").filter({ hasText: "有人和您同时改了同一处" });
      await notice.waitFor();
      const words = await notice.innerText();
      assert.ok(words.includes("乙的一句。") && words.includes("甲的一句。"), words);
      assert.ok(words.includes("法工委第二位") === false && words.includes("法工委工作人员（示例）"), words);
      const [, kept] = /另存为第(\d+)次修订/.exec(words) ?? [];
      assert.ok(kept, words);
      const revision = await second.context.request.get(`${site.url}${BILL}/draft/revisions/${kept}`);
      assert.ok((await revision.text()).includes("乙的一句。"));
      const head = (await first.held()).text;
      assert.ok(head.includes("甲的一句。") && !head.includes("乙的一句。"), "nothing is decided for anyone");
      await notice.getByRole("button", { name: "两段都留，自己改" }).click();
      await second.state("saved");
      const { text } = await first.held();
      assert.ok(text.includes("甲的一句。") && text.includes("乙的一句。"));
    }));

  test("come back to a tab of yesterday, and overwrite nothing", () =>
    two(async (first, second) => {
      // The tab sleeps: it hears nothing of what the other one does.
      await second.page.route("**/draft/here", (route) => route.abort());
      await first.write(7, "新近写定的一句。");
      await first.saved();
      const stale = await second.shown();
      assert.ok(!stale.includes("新近写定的一句。"));
      await second.write(8, "旧页上写的一句。");
      await second.saved();
      const { text } = await first.held();
      assert.ok(text.includes("新近写定的一句。") && text.includes("旧页上写的一句。"));
      assert.equal(await second.shown(), text);
    }));

  test("send a form that was opened before the other one saved, without any script", async () => {
    const first = await Desk.of(DRAFTER);
    const plain = await visitor(browser, site, STANDARD, { javaScriptEnabled: false }, SECOND_DRAFTER);
    const page = await plain.newPage();
    try {
      await page.goto(`${site.url}${BILL}/draft`);
      await first.write(11, "表单打开以后写的。");
      await first.saved();
      const field = page.locator("textarea[name=text]");
      const old = await field.inputValue();
      assert.ok(!old.includes("表单打开以后写的。"));
      await field.fill(old.replace("第十二条　", "第十二条　旧表单里写的，"));
      await page.getByRole("button", { name: "保存" }).first().click();
      const { text } = await first.held();
      assert.ok(text.includes("表单打开以后写的。") && text.includes("第十二条　旧表单里写的，"));
      // And once more over the same words: nothing is written, both sides come back.
      const again = page.locator("textarea[name=text]");
      const opened = await again.inputValue();
      await first.begin(13, "第十三条　", "甲先写的，");
      await first.saved();
      await again.fill(opened.replace("第十三条　", "第十三条　乙后写的，"));
      await page.getByRole("button", { name: "保存" }).first().click();
      const both = await page.locator("textarea[name=text]").inputValue();
      assert.ok(both.includes("甲先写的，") && both.includes("乙后写的，"));
      assert.ok(!(await first.held()).text.includes("乙后写的，"));
    } finally {
      await plain.close();
      await first.close();
    }
  });
});

describe("when something breaks", { timeout: 600_000 }, () => {
  test("`kill -9` of the server while someone types loses nothing that was acknowledged, nor anything typed", async () => {
    const desk = await Desk.of(DRAFTER);
    const { page } = desk;
    const random = new Random(SEED);
    let acknowledged = "";
    page.on("response", async (answer) => {
      if (answer.status() !== 200 || !answer.url().endsWith("/draft/save")) return;
      acknowledged = (answer.request().postDataJSON() as { text: string }).text;
    });
    const written: string[] = [];
    const type = async (): Promise<void> => {
      const word = `〔${String(written.length).padStart(4, "0")}〕`;
      await page.keyboard.insertText(word);
      written.push(word);
      await page.waitForTimeout(BETWEEN_WORDS_MS);
    };
    try {
      await desk.write(15, "");
      for (let round = 0; round < KILLS; round++) {
        const until = Date.now() + 6_000 + random.next(4_000);
        while (Date.now() < until) await type();
        await site.kill();
        const claimed = acknowledged;
        // Typing goes on while nobody listens.
        for (let n = 0; n < 20; n++) await type();
        await site.run();
        const { text } = await desk.held();
        const said = written.filter((it) => claimed.includes(it));
        assert.ok(said.length > 0, `round ${round}: nothing was acknowledged`);
        assert.deepEqual(said.filter((it) => !text.includes(it)), [], `round ${round}`);
      }
      await desk.saved();
      const { text } = await desk.held();
      assert.deepEqual(written.filter((it) => count(text, it) !== 1), []);
      assert.equal(await desk.shown(), text);
    } finally {
      await desk.close();
    }
  });

  test("a window that goes before its words are saved offers them when the draft is opened again", async () => {
    const desk = await Desk.of(DRAFTER);
    try {
      await desk.cutOff(true);
      await desk.write(17, "窗口关掉以前写的。");
      await desk.state("failed");
      await desk.page.close({ runBeforeUnload: false });
      await desk.cutOff(false);
      const again = await desk.reopened();
      const notice = again.page.getByRole("alert").filter({ hasText: "上次没有保存成功的内容还在" });
      await notice.waitFor();
      assert.ok((await notice.innerText()).includes("窗口关掉以前写的。"));
      assert.ok(!(await desk.held()).text.includes("窗口关掉以前写的。"));
      await notice.getByRole("button", { name: "恢复", exact: true }).click();
      await again.saved();
      assert.ok((await desk.held()).text.includes("窗口关掉以前写的。"));
    } finally {
      await desk.close();
    }
  });

  test("signing out in another window keeps what is written, and signing in again saves it", async () => {
    const desk = await Desk.of(DRAFTER);
    try {
      await desk.write(19, "退出以后还在的。");
      await desk.saved();
      await desk.context.clearCookies();
      await desk.page.keyboard.insertText("退出以后写的。");
      await desk.state("failed");
      assert.ok((await desk.page.locator("[data-part=status]").innerText()).includes("已经退出登录"));
      assert.ok(await desk.page.getByRole("link", { name: "在新窗口登录" }).isVisible());
      assert.ok((await desk.shown()).includes("退出以后写的。"));
      await signIn(desk.context, site, DRAFTER);
      await desk.saved();
      assert.ok((await desk.held()).text.includes("退出以后写的。"));
    } finally {
      await desk.close();
    }
  });
});
