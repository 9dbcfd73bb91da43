import assert from "node:assert/strict";
import { test } from "node:test";
import { Text } from "@codemirror/state";
import { type Checked, Checker } from "../../../assets/src/editor/checker.ts";
import type { CheckAnswer } from "../../../assets/src/editor/contract.ts";
import { changeSet } from "../../../assets/src/editor/merge.ts";

const ANSWER: CheckAnswer = { findings: [], outline: [], references: [], articles: 0, characters: 0 };

/** A text, a server that answers when told, and timers that run when told. */
class Page {
  doc = Text.of(["甲乙丙"]);
  composing = false;
  readonly shown: Checked[] = [];
  readonly asked: { text: string; answer: (it: CheckAnswer) => void }[] = [];
  private timer: (() => void) | undefined;
  readonly checker = new Checker({
    text: () => this.doc,
    ask: (text) => new Promise((answer) => this.asked.push({ text, answer })),
    show: (checked) => this.shown.push(checked),
    failed: () => undefined,
    composing: () => this.composing,
    later: (_ms, work) => {
      this.timer = work;
      return () => (this.timer = undefined);
    },
  });

  type(at: number, words: string): void {
    const changes = changeSet([[at, at, words]], this.doc.length);
    this.doc = changes.apply(this.doc);
    this.checker.changed(changes.desc);
  }

  /** The pause is over. */
  pause(): void {
    const work = this.timer;
    this.timer = undefined;
    work?.();
  }

  async answer(n: number): Promise<void> {
    this.asked[n]?.answer(ANSWER);
    for (let turns = 0; turns < 4; turns++) await Promise.resolve();
  }
}

test("one question at a time, and what was typed meanwhile is asked about next", async () => {
  const page = new Page();
  page.type(0, "一");
  page.pause();
  page.type(0, "二");
  page.pause();
  assert.deepEqual(page.asked.map((it) => it.text), ["一甲乙丙"]);
  await page.answer(0);
  page.pause();
  assert.deepEqual(page.asked.map((it) => it.text), ["一甲乙丙", "二一甲乙丙"]);
});

test("places of an answer are found in the text as it has become", async () => {
  const page = new Page();
  page.type(0, "一");
  page.pause();
  page.type(1, "二二");
  await page.answer(0);
  assert.equal(page.shown[0]?.since.now(2), 4);
  page.type(0, "三");
  assert.equal(page.shown[0]?.since.now(2), 5);
});

test("letters of an input method are not checked", () => {
  const page = new Page();
  page.composing = true;
  page.type(0, "shi");
  page.pause();
  assert.equal(page.asked.length, 0);
  page.composing = false;
  page.pause();
  assert.equal(page.asked.length, 1);
});
