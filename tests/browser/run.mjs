// Bundles the TypeScript tests with esbuild and hands them to Node's own test runner.
//   node tests/browser/run.mjs unit         the pure parts of the scripts, without a browser
//   node tests/browser/run.mjs browser      the whole site in headless Chromium
//   node tests/browser/run.mjs screenshots  the pictures of docs/screenshots/
//   node tests/browser/run.mjs bench        how fast the editor paints a key in a long text (see bench/typing.ts)
import { spawn } from "node:child_process";
import { mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const kind = process.argv[2] ?? "unit";
const folder = join(here, kind);
const out = join(root, "node_modules", ".kaimen-tests", kind);

const entries = (await readdir(folder)).filter((name) => name.endsWith(".ts")).sort();
if (entries.length === 0) throw new Error(`no tests in ${folder}`);
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await esbuild.build({
  entryPoints: entries.map((name) => join(folder, name)),
  outdir: out,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  outExtension: { ".js": ".mjs" },
  sourcemap: "inline",
  logLevel: "warning",
});

const files = entries.map((name) => join(out, name.replace(/\.ts$/, ".mjs")));
const isTest = kind === "unit" || kind === "browser";
const flags = isTest ? ["--enable-source-maps", "--test", "--test-reporter=spec"] : ["--enable-source-maps"];
// One file after the other: each starts a server and a browser, and there are two cores.
if (isTest) flags.push("--test-concurrency=1");
// What follows the kind goes to the test runner: --test-name-pattern=axe
flags.push(...process.argv.slice(3));
const child = spawn(process.execPath, [...flags, ...files], { cwd: root, stdio: "inherit" });
child.on("exit", (code) => process.exit(code ?? 1));
