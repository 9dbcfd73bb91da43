import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from "playwright-core";

const START_MS = 60_000;
const CHROMIUM = process.env["KAIMEN_CHROMIUM"] ?? "/usr/bin/chromium";

/** A site that runs for the length of a test file: the real program with the drafts of this repository. */
export class RunningSite {
  private child: ChildProcess | undefined;

  private constructor(
    readonly url: string,
    private readonly folder: string,
  ) {}

  /** The site that KAIMEN_TEST_URL names, or one of its own. */
  static async start(): Promise<RunningSite> {
    const running = process.env["KAIMEN_TEST_URL"];
    return running ? new RunningSite(running.replace(/\/$/, ""), "") : RunningSite.startOwn();
  }

  /** A site that the test may stop and start. */
  static async startOwn(): Promise<RunningSite> {
    const folder = await mkdtemp(join(tmpdir(), "kaimen-browser-"));
    const site = new RunningSite(`http://127.0.0.1:${await freePort()}`, folder);
    try {
      await site.run();
    } catch (reason) {
      await site.stop();
      throw reason;
    }
    return site;
  }

  /** Starts the program on the data it has, at the same address. */
  async run(): Promise<void> {
    const target = process.env["CARGO_TARGET_DIR"] ?? "target";
    const program = process.env["KAIMEN_PROGRAM"] ?? join(target, "debug", "kaimen");
    if (!existsSync(program)) throw new Error(`${program} is missing: run \`cargo build\` first`);
    this.child = spawn(program, ["demo", "--data", this.folder, "--port", new URL(this.url).port], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    await this.ready();
  }

  /** `kill -9`: nothing is written any more, nothing is said. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child) throw new Error("this site is not the test's to kill");
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  private async ready(): Promise<void> {
    const until = Date.now() + START_MS;
    while (Date.now() < until) {
      if (this.child?.exitCode != null) throw new Error(`kaimen demo ended with ${this.child.exitCode}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("kaimen demo did not become ready");
  }

  async stop(): Promise<void> {
    const child = this.child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5_000))]);
      child.kill("SIGKILL");
    }
    if (this.folder) await rm(this.folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

/** Debian's Chromium, without anything that calls home. */
export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** How a page is shown. */
export interface Mode {
  readonly name: string;
  readonly elder: boolean;
  readonly dark: boolean;
}

export const MODES: readonly Mode[] = [
  { name: "浅色", elder: false, dark: false },
  { name: "深色", elder: false, dark: true },
  { name: "长辈版", elder: true, dark: false },
  { name: "长辈版深色", elder: true, dark: true },
];

/** A fresh visitor who has chosen `mode`, and is signed in where `as` names someone. */
export async function visitor(
  browser: Browser,
  site: RunningSite,
  mode: Mode,
  options: BrowserContextOptions = {},
  as: string = NOBODY,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: "zh-CN",
    reducedMotion: "reduce",
    colorScheme: mode.dark ? "dark" : "light",
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  if (mode.elder) await context.addCookies([{ name: "km_display", value: "elder.auto", url: site.url }]);
  if (as !== NOBODY) await signIn(context, site, as);
  return context;
}

/** As whom a page is looked at: nobody, or a person of the example. */
export const NOBODY = "";
export const DRAFTER = "法工委工作人员（示例）";
export const SECOND_DRAFTER = "法工委第二位工作人员（示例）";
const STAFF: readonly (readonly [name: string, start: readonly string[]])[] = [
  [DRAFTER, ["/desk", "/account"]],
  ["系统管理员（示例）", ["/admin/people"]],
  ["审计员（示例）", ["/admin/audit"]],
];
/** What only those see who are signed in. */
const BEHIND = /^\/(desk|account|admin)\b/;
/** Files that take seconds to make, and have tests of their own. */
const FILES = /^\/(desk|admin)\/.*\.(docx|xlsx|pdf|md|html|csv)(\?|$)/;

/** The cookie of a session in which one has taken this role of the example. */
export async function cookieOf(site: RunningSite, name: string): Promise<string> {
  const roles = await (await fetch(`${site.url}/demo`)).text();
  const form = roles.split("<li").find((it) => it.includes(`<strong>${name}</strong>`));
  const person = /name="person" value="(\d+)"/.exec(form ?? "")?.[1];
  if (!person) throw new Error(`the example has nobody named ${name}`);
  const answer = await fetch(`${site.url}/demo`, {
    method: "POST",
    body: new URLSearchParams({ person }),
    headers: { origin: site.url },
    redirect: "manual",
  });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`${name} was not signed in: ${answer.status}`);
  return cookie;
}

/** The same browser, from now on signed in as this person of the example. */
export async function signIn(context: BrowserContext, site: RunningSite, name: string): Promise<void> {
  const [key, value] = (await cookieOf(site, name)).split("=") as [string, string];
  const cookie = { name: key, value, domain: "127.0.0.1", path: "/", secure: true, httpOnly: true };
  await context.addCookies([{ ...cookie, sameSite: "Lax" }]);
}

/** A page as it was answered, and to whom. */
export interface Found {
  readonly type: string;
  readonly html: string;
  readonly as: string;
}

/** Every page that links lead to: the public ones from the home page on, and then what each member of staff sees. */
export async function crawl(site: RunningSite): Promise<Map<string, Found>> {
  const pages = await crawlFrom(site, ["/"], NOBODY, () => true);
  for (const [name, start] of STAFF) {
    const own = await crawlFrom(site, start, name, (path) => BEHIND.test(path) && !FILES.test(path) && !pages.has(path));
    for (const [path, page] of own) pages.set(path, page);
  }
  return pages;
}

async function crawlFrom(
  site: RunningSite,
  start: readonly string[],
  as: string,
  wanted: (path: string) => boolean,
): Promise<Map<string, Found>> {
  const pages = new Map<string, Found>();
  const headers: Record<string, string> = as === NOBODY ? {} : { cookie: await cookieOf(site, as) };
  const seen = new Set(start);
  const waiting = start.filter(wanted);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const answer = await fetch(site.url + path, { redirect: "error", headers });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} to ${as}`);
    const type = answer.headers.get("content-type") ?? "";
    const attached = answer.headers.has("content-disposition");
    const html = type.startsWith("text/html") && !attached ? await answer.text() : "";
    if (html === "") await answer.arrayBuffer();
    pages.set(path, { type: attached ? "file" : type, html, as });
    for (const [, href] of html.matchAll(/<a\b[^>]*? href="([^"]+)"/g)) {
      const target = (href ?? "").replaceAll("&amp;", "&").replaceAll("&#38;", "&").split("#")[0] ?? "";
      if (!target.startsWith("/") || seen.has(target)) continue;
      seen.add(target);
      if (wanted(target)) waiting.push(target);
    }
  }
  return pages;
}

/** The kinds of page of which there are many with one template, and how many of each stand for the others. */
const MANY: readonly (readonly [RegExp, number])[] = [
  [/^\/bills\/[^/]+\/v\d+\/a/, 8],
  [/^\/bills\/[^/]+\/v\d+$/, 6],
  [/^\/bills\/[^/]+\/compare\/[^?]*$/, 4],
  [/^\/bills\/[^/]+\/compare\/v\d+\.\.v\d+\.\.[^?]*$/, 2],
  [/^\/bills\/[^/]+\/compare\/.*view=redline/, 2],
  [/^\/bills\/[^/]+\/compare\/.*view=list/, 2],
  [/^\/bills\/[^/]+\/compare\/.*\?/, 3],
  [/^\/bills\/[^/]+\/biography\//, 4],
  [/^\/bills\/[^/]+\/papers\//, 4],
  [/^\/consultations\//, 4],
  [/^\/points\//, 3],
  [/^\/desk\/bills\/[^/]+$/, 2],
  [/^\/desk\/bills\/[^/]+\/draft$/, 1],
  [/^\/desk\/bills\/[^/]+\/draft\//, 3],
  [/^\/desk\/bills\/[^/]+\/(seal|word|suggestions)$/, 3],
  [/^\/desk\/bills\/[^/]+\/explain\//, 1],
  [/^\/desk\/bills\//, 5],
];

/**
 * Every page that is the only one of its kind, and of the other kinds some, the first and the last among them. With
 * KAIMEN_BROWSER_ALL=1 every page: that takes a quarter of an hour.
 */
export function sample(paths: Iterable<string>): string[] {
  if (process.env["KAIMEN_BROWSER_ALL"] === "1") return [...paths];
  const chosen: string[] = [];
  const groups = new Map<RegExp, string[]>();
  for (const path of paths) {
    const kind = MANY.find(([pattern]) => pattern.test(path))?.[0];
    if (kind) groups.set(kind, [...(groups.get(kind) ?? []), path]);
    else chosen.push(path);
  }
  for (const [pattern, wanted] of MANY) {
    const group = groups.get(pattern) ?? [];
    const step = Math.max(1, (group.length - 1) / Math.max(1, wanted - 1));
    for (let at = 0; at < group.length; at += step) {
      const path = group[Math.round(at)];
      if (path !== undefined) chosen.push(path);
    }
  }
  return [...new Set(chosen)];
}

/** A page to look at, and as whom. */
export interface Shown {
  readonly path: string;
  readonly as: string;
}

/**
 * Does `work` for every page as whoever sees it, two at a time: there are two cores. Each of the two has a page of its
 * own in a browser of one visitor.
 */
export async function lookAtAll(
  shown: readonly Shown[],
  context: (as: string) => Promise<BrowserContext>,
  work: (page: Page, path: string) => Promise<void>,
): Promise<void> {
  for (const as of new Set(shown.map((it) => it.as))) {
    const waiting = shown.filter((it) => it.as === as);
    const own = await context(as);
    const worker = async (): Promise<void> => {
      const page = await own.newPage();
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(page, item.path);
      await page.close();
    };
    await Promise.all([worker(), worker()]);
    await own.close();
  }
}
