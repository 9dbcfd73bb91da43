import assert from "node:assert/strict";
import { test } from "node:test";
import { currentSection } from "../../../assets/src/modules/section_tracker.ts";

test("the current section is the last one whose heading has passed the line", () => {
  assert.equal(currentSection([-900, -100, 50, 700], 250), 2);
  assert.equal(currentSection([-900, -100, 251, 700], 250), 1);
});

test("before the first heading the first section is current", () => {
  assert.equal(currentSection([400, 900], 250), 0);
  assert.equal(currentSection([], 250), 0);
});

test("at the end of the page the last section is current", () => {
  assert.equal(currentSection([-3000, -2000, -1000], 250), 2);
});
