import assert from "node:assert/strict";
import { test } from "node:test";
import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { referenceSource } from "../../../assets/src/editor/completion.ts";
import { articleAt, endOf, findArticle, heads, headsFrom } from "../../../assets/src/editor/heads.ts";
import { chineseNumeral } from "../../../assets/src/editor/numeral.ts";
import { Random } from "../support/random.ts";

const TEXT = [
  "## 第一章　总则",
  "",
  "第一条　为了规范活动，制定本条例。",
  "",
  "第二条　有关部门按照下列分工履行职责：",
  "",
  "（一）政务服务；",
  "",
  "（二）登记注册。",
  "",
  "具体办法另行制定。",
  "",
  "## 第二章　附则",
  "",
  ...Array.from({ length: 12 }, (_, n) => `第${chineseNumeral(n + 3)}条　第${n + 3}件事。\n`),
].join("\n");

const stateOf = (doc: string) => EditorState.create({ doc, extensions: [heads] });
const listed = (state: EditorState) => [...headsFrom(state, 0)].map((it) => [it.at, it.head.number]);

/** What is offered after `words` at the end of the text. */
function offered(words: string, explicit = false): [string, string][] {
  const state = stateOf(`${TEXT}\n依照${words}`);
  const result = referenceSource(new CompletionContext(state, state.doc.length, explicit));
  return (result?.options ?? []).map((it) => [it.label, it.detail ?? ""]);
}

test("heads that are kept while one types are those of a fresh reading", () => {
  const random = new Random(23);
  let state = stateOf(TEXT);
  const scraps = ["", "第", "条", "\n", "第四条　", "## 第三章　新\n", "　", "\n\n第九条　乙。\n"];
  for (let n = 0; n < 2_000; n++) {
    const from = random.next(state.doc.length + 1);
    const to = Math.min(state.doc.length, from + (random.next(4) === 0 ? random.next(30) : random.next(2)));
    state = state.update({ changes: { from, to, insert: scraps[random.next(scraps.length)] ?? "" } }).state;
    assert.deepEqual(listed(state), listed(stateOf(state.doc.toString())));
    if (state.doc.length < 50) state = stateOf(TEXT);
  }
});

test("an article ends before the next one, a chapter before the next chapter", () => {
  const state = stateOf(TEXT);
  const [chapter, , second] = [...headsFrom(state, 0)];
  assert.ok(chapter && second);
  const before = TEXT.indexOf("## 第二章") - 1;
  assert.equal(endOf(state, second), before);
  assert.equal(endOf(state, chapter), before);
});

test("the article at a place is the one above it, and none on the line of a chapter", () => {
  const state = stateOf(TEXT);
  assert.equal(articleAt(state, TEXT.indexOf("登记注册"))?.head.number, "第二条");
  assert.equal(articleAt(state, TEXT.indexOf("附则")), undefined);
  assert.equal(findArticle(state, { base: 14, inserted: 0 })?.at, TEXT.indexOf("第十四条"));
  assert.equal(findArticle(state, { base: 15, inserted: 0 }), undefined);
});

test("第十 offers the tenth article first, then those that begin so, with their first words", () => {
  assert.deepEqual(offered("第十").map(([label]) => label), ["第十条", "第十一条", "第十二条", "第十三条", "第十四条"]);
  assert.deepEqual(offered("第二"), [["第二条", "有关部门按照下列分工履行职责："], ["第二章", "附则"]]);
});

test("digits are understood", () => {
  assert.deepEqual(offered("第12").map(([label]) => label), ["第十二条"]);
});

test("after an article its 款 are offered, after a 款 its 项", () => {
  assert.deepEqual(offered("第二条第"), [["第一款", "有关部门按照下列分工履行职责："], ["第二款", "具体办法另行制定。"]]);
  assert.deepEqual(offered("第二条第一款第"), [["第一项", "（一）政务服务；"], ["第二项", "（二）登记注册。"]]);
});

test("the number of an article that is being written is no reference", () => {
  const state = stateOf(`${TEXT}\n第十`);
  assert.equal(referenceSource(new CompletionContext(state, state.doc.length, false)), null);
  assert.ok(referenceSource(new CompletionContext(state, state.doc.length, true)), "unless one asks for it");
  assert.deepEqual(offered("什么"), []);
});
