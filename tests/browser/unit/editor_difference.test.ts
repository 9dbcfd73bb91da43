import assert from "node:assert/strict";
import { test } from "node:test";
import { Text } from "@codemirror/state";
import { changesBetween, hunks, pieces } from "../../../assets/src/editor/difference.ts";
import { Random } from "../support/random.ts";

test("the changes between two texts turn the one into the other", () => {
  const random = new Random(7);
  for (let n = 0; n < 3_000; n++) {
    const [old, text] = [random.text(6), random.text(6)];
    const made = changesBetween(Text.of(old.split("\n")), Text.of(text.split("\n"))).apply(Text.of(old.split("\n")));
    assert.equal(made.toString(), text);
  }
});

test("the pieces of a difference read as either text", () => {
  const random = new Random(11);
  for (let n = 0; n < 2_000; n++) {
    const [old, text] = [random.text(3), random.text(3)];
    const found = pieces(old, text);
    const side = (without: string) => found.filter(([kind]) => kind !== without).map(([, words]) => words).join("");
    assert.equal(side("insert"), old);
    assert.equal(side("delete"), text);
  }
});

test("one changed line leaves the others untouched", () => {
  const old = ["第一条　甲。", "", "第二条　乙。", "", "第三条　丙。"];
  const text = old.map((line) => line.replace("乙", "乙丁"));
  const changes = changesBetween(Text.of(old), Text.of(text));
  const found: number[][] = [];
  changes.iterChanges((fromA, toA) => found.push([fromA, toA]));
  assert.deepEqual(found, [[13, 13]]);
});

test("beyond the bound a difference is coarser and still right", () => {
  const old = Array.from({ length: 300 }, (_, n) => `甲${n}`);
  const text = Array.from({ length: 300 }, (_, n) => `乙${n}`);
  assert.deepEqual(hunks(["x", ...old], ["x", ...text], 50), [{ fromA: 1, toA: 301, fromB: 1, toB: 301 }]);
});

test("a character that is the same by chance does not tear the words apart", () => {
  assert.deepEqual(pieces("市场主体", "经营主体"), [["delete", "市场"], ["insert", "经营"], ["equal", "主体"]]);
  assert.deepEqual(pieces("同", "同"), [["equal", "同"]]);
});
