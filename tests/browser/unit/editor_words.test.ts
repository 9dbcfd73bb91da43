import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const FOLDER = join("assets", "src", "editor");
const sources = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), "utf8"));
const template = readFileSync(join("templates", "components", "editor.html"), "utf8");
const defined = new Set([...template.matchAll(/<data value="([^"]+)">/g)].map((it) => it[1]));

test("every word that the scripts ask for stands in the template", () => {
  const asked = sources.flatMap((it) => [...it.matchAll(/words\.of\("([a-z-]+)"/g)].map((hit) => hit[1]));
  assert.ok(asked.length > 40);
  assert.deepEqual(asked.filter((it) => !defined.has(it)), []);
});

test("every part that the scripts ask for stands in a template", () => {
  const asked = sources.flatMap((it) => [...it.matchAll(/\b(?:part|copy)(?:<\w+>)?\([\w.]+, "([a-z-]+)"\)/g)].map((hit) => hit[1]));
  const parts = new Set([...template.matchAll(/data-part="([^"]+)"/g)].map((it) => it[1]));
  // The form is the server's, and stands in the page.
  assert.deepEqual(asked.filter((it) => !parts.has(it) && it !== "form"), []);
});

test("the scripts carry no words of their own but the signs of a statute", () => {
  for (const source of sources) {
    const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    for (const [, said] of code.matchAll(/"([^"\n]*[\u4e00-\u9fff][^"\n]*)"/g)) {
      assert.ok((said ?? "").length <= 2 || said?.includes("零") || said === "本条", said);
    }
  }
});
