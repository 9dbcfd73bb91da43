// Builds assets/dist: hashed style sheet and scripts, the static files, and manifest.json, which names them.
// The program embeds the folder (src/web/assets.rs); it is never committed.
import { createHash } from "node:crypto";
import { brotliCompressSync } from "node:zlib";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = join(here, "dist");

/** Named as the browser keeps it for ever: the name changes with the content. */
function hashedName(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const dot = name.lastIndexOf(".");
  return `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
}

async function style() {
  const compiled = sass.compile(join(source, "main.scss"), {
    loadPaths: [join(here, "..", "node_modules")],
    quietDeps: true,
    style: "expanded",
  });
  const { code } = await esbuild.transform(compiled.css, { loader: "css", minify: true, charset: "utf8" });
  return code;
}

/** The scripts, and how many bytes each may have when it is compressed: reading pages load the first one only. */
const SCRIPTS = new Map([
  ["main", 15_000],
  ["editor", 300_000],
]);

async function script(name) {
  const result = await esbuild.build({
    entryPoints: [join(source, `${name}.ts`)],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    charset: "utf8",
    write: false,
  });
  return result.outputFiles[0].text;
}

const files = new Map();
const built = await Promise.all([style(), ...[...SCRIPTS.keys()].map(script)]);
["main.css", ...[...SCRIPTS.keys()].map((name) => `${name}.js`)].forEach((name, n) => files.set(name, built[n]));
for (const name of await readdir(join(source, "static"))) {
  files.set(name, await readFile(join(source, "static", name)));
}

function packedSize(content) {
  return brotliCompressSync(Buffer.from(content)).length;
}

for (const [name, budget] of SCRIPTS) {
  const packed = packedSize(files.get(`${name}.js`));
  if (packed > budget) throw new Error(`${name}.js has ${packed} bytes compressed, more than its budget of ${budget}`);
}

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const manifest = {};
for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
  manifest[name] = hashedName(name, content);
  await writeFile(join(target, manifest[name]), content);
  console.log(`${manifest[name]}  ${Buffer.byteLength(content)} bytes, ${packedSize(content)} compressed`);
}
await writeFile(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
