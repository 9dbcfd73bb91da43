import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeSet, Text } from "@codemirror/state";
import { changeSet, overlap, rebase, rebaseConflicts, withOwnWords } from "../../../assets/src/editor/merge.ts";
import { Random } from "../support/random.ts";

const doc = (text: string) => Text.of(text.split("\n"));

test("others' words come into the text, and what was typed since stays", () => {
  const sent = "第一条　甲。\n第二条　乙。";
  const theirs = changeSet([[4, 5, "丙丙"]], sent.length);
  const typed = changeSet([[sent.length, sent.length, "丁"]], sent.length);
  const both = rebase(theirs, typed);
  assert.equal(both?.apply.apply(typed.apply(doc(sent))).toString(), "第一条　丙丙。\n第二条　乙。丁");
});

test("whichever order the two come in, the text is the same", () => {
  const random = new Random(3);
  let apart = 0;
  for (let n = 0; n < 5_000; n++) {
    const text = random.text(5);
    const theirs = changeSet(random.changes(text, 3), text.length);
    const typed = changeSet(random.changes(text, 3), text.length);
    const both = rebase(theirs, typed);
    if (!both) continue;
    apart++;
    const mine = both.apply.apply(typed.apply(doc(text))).toString();
    assert.equal(both.typed.apply(theirs.apply(doc(text))).toString(), mine);
  }
  assert.ok(apart > 500, "enough of them touch different words");
});

test("what both have touched is not applied", () => {
  const over = (a: [number, number, string], b: [number, number, string]) => overlap(changeSet([a], 9), changeSet([b], 9));
  assert.ok(over([2, 4, "甲"], [3, 5, ""]), "the same words");
  assert.ok(over([2, 4, ""], [3, 3, "乙"]), "written inside what is gone");
  assert.ok(over([3, 3, "乙"], [2, 4, ""]), "and the other way round");
  assert.ok(over([3, 3, "甲"], [3, 3, "乙"]), "written at the same place");
  assert.ok(!over([2, 4, "甲"], [4, 6, "乙"]), "side by side");
  assert.ok(!over([2, 4, "甲"], [4, 4, "乙"]), "written behind what is replaced");
  assert.ok(!over([1, 2, "甲"], [6, 7, "乙"]));
});

test("overlap is the same seen from either side", () => {
  const random = new Random(5);
  for (let n = 0; n < 2_000; n++) {
    const text = random.text(5);
    const a = changeSet(random.changes(text, 4), text.length);
    const b = changeSet(random.changes(text, 4), text.length);
    assert.equal(overlap(a, b), overlap(b, a));
  }
});

test("changes that do not fit the text are refused", () => {
  assert.throws(() => changeSet([[5, 12, ""]], 9), RangeError);
});

const conflict = { article: "第二条", base: "乙", by: "某人" };

test("in a conflict one's own words stay where they are until one chooses", () => {
  const answer = [{ ...conflict, from: 3, to: 5, yours: "我写的", theirs: "他写" }];
  assert.deepEqual(withOwnWords("第一 他写 第三", answer), {
    text: "第一 我写的 第三",
    conflicts: [{ article: "第二条", by: "某人", theirs: "他写", from: 3, to: 6 }],
  });
});

test("a refusal brings others' words in everywhere else, around what was typed since", () => {
  const sent = doc("甲\n我写的\n丙");
  const typed = ChangeSet.of({ from: 1, insert: "新" }, sent.length);
  const text = "甲\n他写\n丙丙丙";
  const made = rebaseConflicts(sent, typed, { text, conflicts: [{ ...conflict, from: 2, to: 4, yours: "我写的", theirs: "他写" }] });
  const shown = made?.apply.apply(typed.apply(sent)).toString() ?? "";
  assert.equal(shown, "甲新\n我写的\n丙丙丙");
  const [place] = made?.conflicts ?? [];
  assert.equal(shown.slice(place?.from, place?.to), "我写的");
});
