import assert from "node:assert/strict";
import { test } from "node:test";
import { nextStop, wayOf } from "../../../assets/src/modules/change_stepper.ts";

test("one steps to the nearest stop beyond the line", () => {
  const tops = [-400, 20, 300];
  assert.equal(nextStop(tops, 20, 1), 2);
  assert.equal(nextStop(tops, 20, -1), 0);
  assert.equal(nextStop(tops, 19, 1), 2, "one that is at the line is where one is");
  assert.equal(nextStop(tops, 300, 1), -1);
  assert.equal(nextStop([], 0, 1), -1);
});

test("four keys mean something", () => {
  assert.deepEqual(["j", "n", "k", "p", "J", "Enter"].map(wayOf), [1, 1, -1, -1, undefined, undefined]);
});
