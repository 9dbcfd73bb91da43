import assert from "node:assert/strict";
import { test } from "node:test";
import { bothWordings } from "../../../assets/src/editor/conflicts.ts";
import { readCheck, readSave } from "../../../assets/src/editor/contract.ts";
import { UnexpectedAnswer } from "../../../assets/src/editor/json.ts";
import { changeSet } from "../../../assets/src/editor/merge.ts";
import { findQuote } from "../../../assets/src/editor/notes.ts";
import { entryAt, fits } from "../../../assets/src/editor/outline.ts";
import { keyName } from "../../../assets/src/editor/page_keys.ts";
import { referenceAt, referencesTo } from "../../../assets/src/editor/references.ts";
import { Since } from "../../../assets/src/editor/since.ts";

test("places of a moment are found again after changes", () => {
  const since = new Since(10);
  since.add(changeSet([[0, 0, "甲甲"]], 10).desc);
  since.add(changeSet([[6, 8, ""]], 12).desc);
  assert.equal(since.now(3), 5);
  assert.equal(since.then(5), 3);
  assert.deepEqual(since.range(2, 6), { from: 4, to: 6 });
  assert.equal(since.range(4, 6), undefined, "its words are gone");
  assert.equal(new Since(3).untouched, true);
});

test("a quote is found at its place, else at the nearest", () => {
  assert.equal(findQuote("甲乙甲乙甲", "甲乙", 2), 2);
  assert.equal(findQuote("甲乙丙丙丙甲乙", "甲乙", 4), 5);
  assert.equal(findQuote("甲乙丙丙丙甲乙", "甲乙", 1), 0);
  assert.equal(findQuote("丙", "甲乙", 0), undefined);
  assert.equal(findQuote("甲", "", 0), undefined);
});

test("the entry of the outline at a place is the last that has begun", () => {
  const outline = [{ from: 5 }, { from: 9 }, { from: 20 }];
  assert.deepEqual([0, 5, 19, 20, 99].map((at) => entryAt(outline, at)), [-1, 0, 1, 2, 2]);
});

test("the outline is filtered by number in any writing, and by words", () => {
  const entry = { number: "第十二条", name: "", first: "各类市场主体", path: "a12" };
  for (const wanted of ["", "12", "十二", "第十二条", "市场"]) assert.ok(fits(entry, wanted), wanted);
  for (const wanted of ["13", "消费者"]) assert.ok(!fits(entry, wanted), wanted);
});

test("references to an article are those to what is in it too, and not those to others that begin alike", () => {
  const to = (path: string) => ({ from: 0, to: 3, result: "resolved", targets: [{ path, from: 0, label: "" }] });
  const all = [to("a1"), to("a1.p2"), to("a12"), to("a1-1")];
  assert.deepEqual(referencesTo(all, "a1"), all.slice(0, 2));
  assert.equal(referenceAt([{ ...to("a1"), to: 9 }, to("a2")], 2)?.targets[0]?.path, "a2");
});

test("both wordings of a conflict stand apart", () => {
  assert.equal(bothWordings("甲。", "乙。"), "甲。\n\n乙。");
  assert.equal(bothWordings("", "乙。"), "乙。");
});

test("keys have one name on every keyboard", () => {
  const key = { key: "", code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  assert.equal(keyName({ ...key, key: "S", code: "KeyS", metaKey: true }), "Ctrl+s");
  assert.equal(keyName({ ...key, key: "¡", code: "Digit1", altKey: true }), "Alt+1");
  assert.equal(keyName({ ...key, key: "F1" }), "F1");
});

test("an answer that is not as agreed is refused, not half believed", () => {
  assert.deepEqual(readSave({ revision: 2, changes: [[0, 1, "甲"]] }), { revision: 2, changes: [[0, 1, "甲"]], by: [] });
  for (const wrong of [null, [], { revision: "2" }, { revision: 2, changes: [[0, 1]] }, { revision: 2, changes: {} }]) {
    assert.throws(() => readSave(wrong), UnexpectedAnswer);
  }
  assert.throws(() => readCheck({ findings: [{ code: "K1" }] }), UnexpectedAnswer);
  assert.deepEqual(readCheck({}).findings, []);
});
