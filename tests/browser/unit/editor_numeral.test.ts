import assert from "node:assert/strict";
import { test } from "node:test";
import {
  articleName,
  articlePath,
  chineseNumeral,
  MOST,
  readArticleNumber,
  readNumeral,
} from "../../../assets/src/editor/numeral.ts";

test("every number that can be written is read back", () => {
  for (let n = 1; n <= MOST; n++) assert.equal(readNumeral(chineseNumeral(n)), n);
});

test("numbers are written as statutes write them", () => {
  assert.deepEqual([10, 12, 102, 110, 1001, 1260].map(chineseNumeral), ["十", "十二", "一百零二", "一百一十", "一千零一", "一千二百六十"]);
});

test("what is no number is not guessed", () => {
  assert.deepEqual(["", "零", "0", "条", "12345", "十二款"].map(readNumeral), [undefined, undefined, undefined, undefined, undefined, undefined]);
});

test("the number of an article is read however it is typed", () => {
  for (const typed of ["12-1", "１２-1", "十二之一", "第十二条之一", " 第十二条 之一 "]) {
    assert.deepEqual(readArticleNumber(typed), { base: 12, inserted: 1 }, typed);
  }
  assert.equal(readArticleNumber("第十二条第一款"), undefined);
});

test("an article has a name and an address", () => {
  assert.equal(articleName({ base: 12, inserted: 1 }), "第十二条之一");
  assert.equal(articlePath({ base: 12, inserted: 0 }), "a12");
  assert.equal(articlePath({ base: 12, inserted: 1 }), "a12-1");
});
