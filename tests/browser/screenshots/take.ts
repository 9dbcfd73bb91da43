// The pictures of the README, from the running example. Not a test: looked at by people.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launch, MODES, type Mode, RunningSite, visitor } from "../support/site.ts";

const FOLDER = join("docs", "screenshots");
const [LIGHT, DARK, ELDER] = MODES as [Mode, Mode, Mode];

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly mode?: Mode;
  readonly width?: number;
  readonly height?: number;
  /** Rests the pointer on the first reference. */
  readonly hover?: boolean;
}

const PICTURES: readonly Picture[] = [
  { name: "home-desktop", path: "/" },
  { name: "bill-desktop", path: "/bills/business-environment" },
  { name: "version-desktop", path: "/bills/business-environment/v2#a9", hover: true },
  { name: "version-dark", path: "/bills/business-environment/v2", mode: DARK },
  { name: "version-elder", path: "/bills/elderly-care/v2", mode: ELDER },
  { name: "article-desktop", path: "/bills/business-environment/v2/a61" },
  { name: "consultation-desktop", path: "/consultations/elderly-care-v2" },
  { name: "compare-desktop", path: "/bills/business-environment/compare/v1..v2#a9" },
  { name: "compare-phone", path: "/bills/business-environment/compare/v1..v2#a9", width: 360, height: 740 },
  { name: "home-phone", path: "/", width: 360, height: 740 },
  { name: "version-phone", path: "/bills/elderly-care/v2", width: 360, height: 740 },
];

const site = await RunningSite.start();
const browser = await launch();
try {
  await mkdir(FOLDER, { recursive: true });
  for (const picture of PICTURES) {
    const viewport = { width: picture.width ?? 1280, height: picture.height ?? 860 };
    const context = await visitor(browser, site, picture.mode ?? LIGHT, { viewport });
    const page = await context.newPage();
    await page.goto(site.url + picture.path);
    if (picture.hover) await page.locator("a.ref:visible").first().hover();
    await page.screenshot({ path: join(FOLDER, `${picture.name}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  await site.stop();
}
