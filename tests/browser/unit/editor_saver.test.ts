import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeSet, Text } from "@codemirror/state";
import { Refused, RefusedForConflicts } from "../../../assets/src/editor/api.ts";
import type { SaveAnswer } from "../../../assets/src/editor/contract.ts";
import { dueAt, retryAfter } from "../../../assets/src/editor/save_cadence.ts";
import { Saver, type SaveState } from "../../../assets/src/editor/saver.ts";

interface Sent {
  readonly base: number;
  readonly text: string;
  answer(it: SaveAnswer): Promise<void>;
  refuse(reason: unknown): Promise<void>;
}

/** A page with a text, a clock that is turned by hand, and a server that answers when told. */
class Page {
  doc = Text.of(["甲乙丙", "丁戊己"]);
  now = 0;
  readonly sent: Sent[] = [];
  readonly states: SaveState[] = [];
  private readonly waiting: { at: number; work: () => void }[] = [];
  readonly saver = new Saver(
    {
      text: () => this.doc,
      apply: (changes) => (this.doc = changes.apply(this.doc)),
      send: (base, text) => this.send(base, text),
      show: (state) => this.states.push(state),
      now: () => this.now,
      later: (ms, work) => this.later(ms, work),
    },
    1,
    this.doc,
  );

  type(at: number, words: string): void {
    const changes = ChangeSet.of({ from: at, insert: words }, this.doc.length);
    this.doc = changes.apply(this.doc);
    this.saver.changed(changes);
  }

  turn(ms: number): void {
    for (const until = this.now + ms; ; ) {
      this.waiting.sort((a, b) => a.at - b.at);
      const next = this.waiting[0];
      if (!next || next.at > until) {
        this.now = until;
        return;
      }
      this.waiting.shift();
      this.now = next.at;
      next.work();
    }
  }

  get last(): Sent {
    const last = this.sent.at(-1);
    assert.ok(last, "something was sent");
    return last;
  }

  get state(): SaveState | undefined {
    return this.states.at(-1);
  }

  private later(ms: number, work: () => void): () => void {
    const entry = { at: this.now + ms, work };
    this.waiting.push(entry);
    return () => {
      const at = this.waiting.indexOf(entry);
      if (at >= 0) this.waiting.splice(at, 1);
    };
  }

  private send(base: number, text: string): Promise<SaveAnswer> {
    return new Promise((resolve, reject) => {
      const settled = async (): Promise<void> => {
        for (let n = 0; n < 5; n++) await Promise.resolve();
      };
      this.sent.push({
        base,
        text,
        answer: (it) => (resolve(it), settled()),
        refuse: (reason) => (reject(reason), settled()),
      });
    });
  }
}

const plain = (revision: number): SaveAnswer => ({ revision, changes: [], by: [] });

test("one saves after a pause, and while typing at least every five seconds", () => {
  assert.equal(dueAt(0, 1_000), 2_500);
  assert.equal(dueAt(0, 4_900), 5_000);
  assert.deepEqual([1, 2, 3, 4, 5, 9].map(retryAfter), [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test("what is typed is sent after the pause, and then the page is clean", async () => {
  const page = new Page();
  page.type(0, "新");
  page.turn(1_499);
  assert.equal(page.sent.length, 0);
  page.turn(1);
  assert.equal(page.last.text, "新甲乙丙\n丁戊己");
  assert.equal(page.last.base, 1);
  await page.last.answer(plain(2));
  assert.ok(page.saver.clean);
  assert.equal(page.saver.revision, 2);
  page.turn(60_000);
  assert.equal(page.sent.length, 1, "what is saved is not sent again");
});

test("what is typed while a saving is under way is sent next, upon the new revision", async () => {
  const page = new Page();
  page.type(0, "一");
  page.turn(1_500);
  page.type(0, "二");
  page.turn(10_000);
  assert.equal(page.sent.length, 1, "one at a time");
  await page.last.answer({ revision: 3, changes: [[5, 6, "他"]], by: [] });
  assert.equal(page.doc.toString(), "二一甲乙丙\n他戊己");
  page.turn(5_000);
  assert.equal(page.last.text, "二一甲乙丙\n他戊己");
  assert.equal(page.last.base, 3);
});

test("nothing is called saved that was typed while a saving was under way; whose words came in is said afterwards", async () => {
  const page = new Page();
  const by = [{ name: "某人", organ: "", articles: [] }];
  page.type(0, "一");
  page.turn(1_500);
  page.type(0, "二");
  await page.last.answer({ revision: 3, changes: [[5, 6, "他"]], by });
  assert.deepEqual(page.state, { is: "unsaved" });
  page.turn(5_000);
  await page.last.answer(plain(4));
  assert.deepEqual(page.state, { is: "saved", by });
});

test("where both wrote at the same words nothing is applied, and the server is asked with the old base", async () => {
  const page = new Page();
  page.type(0, "一");
  page.turn(1_500);
  page.type(2, "我");
  await page.last.answer({ revision: 3, changes: [[1, 4, "他"]], by: [] });
  assert.equal(page.doc.toString(), "一甲我乙丙\n丁戊己");
  page.turn(5_000);
  assert.equal(page.last.base, 1);
  assert.equal(page.last.text, "一甲我乙丙\n丁戊己");
});

test("after a refusal for conflicts nothing is sent until the person has chosen", async () => {
  const page = new Page();
  page.type(3, "我");
  page.turn(1_500);
  const conflicts = [{ article: "", base: "甲乙丙", yours: "甲乙丙我", theirs: "甲乙丙他", by: "某人", from: 0, to: 4 }];
  await page.last.refuse(new RefusedForConflicts({ revision: 4, kept: 5, text: "甲乙丙他\n丁戊己己", conflicts }));
  assert.equal(page.doc.toString(), "甲乙丙我\n丁戊己己");
  assert.equal(page.state?.is, "conflicted");
  page.type(0, "再");
  page.turn(60_000);
  assert.equal(page.sent.length, 1);
  assert.ok(!page.saver.clean);
  page.saver.resolved();
  assert.equal(page.last.base, 4);
  assert.equal(page.last.text, "再甲乙丙我\n丁戊己己");
});

test("a failed saving is tried again, each time later, and says why", async () => {
  const page = new Page();
  page.type(0, "新");
  page.turn(1_500);
  await page.last.refuse(new TypeError("Failed to fetch"));
  assert.deepEqual(page.state, { is: "failed", why: "network" });
  page.type(0, "又");
  page.turn(1_999);
  assert.equal(page.sent.length, 1);
  page.turn(1);
  await page.last.refuse(new Refused(401, ""));
  assert.deepEqual(page.state, { is: "failed", why: "signed-out" });
  page.turn(4_000);
  await page.last.answer(plain(2));
  assert.equal(page.last.text, "又新甲乙丙\n丁戊己");
  assert.ok(page.saver.clean);
});

test("an answer that does not fit the text changes nothing and counts as a failure", async () => {
  const page = new Page();
  page.type(0, "新");
  page.turn(1_500);
  await page.last.answer({ revision: 2, changes: [[90, 95, "坏"]], by: [] });
  assert.deepEqual(page.state, { is: "failed", why: "server" });
  assert.equal(page.doc.toString(), "新甲乙丙\n丁戊己");
  assert.equal(page.saver.revision, 1);
});

test("others' words come in although nothing was typed", async () => {
  const page = new Page();
  void page.saver.saveNow();
  await page.last.answer({ revision: 7, changes: [[7, 7, "他"]], by: [{ name: "某人", organ: "", articles: [] }] });
  assert.equal(page.doc.toString(), "甲乙丙\n丁戊己他");
  assert.ok(page.saver.clean);
});

test("a text restored from an older revision is sent upon that revision", () => {
  const page = new Page();
  page.saver.writtenUpon(-1);
  page.turn(1_500);
  assert.equal(page.last.base, -1);
});
