import assert from "node:assert/strict";
import { test } from "node:test";
import { chineseNumber, excerpt, place, provisionName } from "../../../assets/src/modules/reference_preview.ts";

const view = { width: 360, height: 640 };

test("the box stands below the words", () => {
  assert.deepEqual(place({ left: 20, top: 100, bottom: 120 }, { width: 200, height: 80 }, view), { left: 20, top: 128 });
});

test("the box stands above the words where there is no room below", () => {
  assert.equal(place({ left: 20, top: 600, bottom: 620 }, { width: 200, height: 80 }, view).top, 512);
});

test("a box that fits nowhere stands below, where one can scroll to it", () => {
  assert.equal(place({ left: 20, top: 300, bottom: 320 }, { width: 200, height: 600 }, view).top, 328);
});

test("the box never leaves the window at either side", () => {
  assert.equal(place({ left: 350, top: 0, bottom: 20 }, { width: 344, height: 80 }, view).left, 8);
  assert.equal(place({ left: -50, top: 0, bottom: 20 }, { width: 100, height: 80 }, view).left, 8);
});

test("short words are shown whole, without empty lines", () => {
  assert.deepEqual(excerpt(["第三条　甲：", "  ", " （一）乙。 "], 20), ["第三条　甲：", "（一）乙。"]);
});

test("long words are cut at a character, not inside one", () => {
  assert.deepEqual(excerpt(["甲𠀀乙", "丙"], 2), ["甲𠀀……"]);
  assert.deepEqual(excerpt(["甲乙", "丙丁"], 3), ["甲乙", "丙……"]);
});

test("numbers are written as statutes write them", () => {
  assert.deepEqual([1, 10, 12, 20, 21, 99].map(chineseNumber), ["一", "十", "十二", "二十", "二十一", "九十九"]);
});

test("a provision is named by its article and its place in it", () => {
  assert.equal(provisionName("a40.p2.i13", "第四十条"), "第四十条第二款第十三项");
  assert.equal(provisionName("a12-1.p1.i1.s2", "第十二条之一"), "第十二条之一第一款第一项第二目");
  assert.equal(provisionName("a5", "第五条"), "第五条");
});
