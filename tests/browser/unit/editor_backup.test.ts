import assert from "node:assert/strict";
import { test } from "node:test";
import { Backup } from "../../../assets/src/editor/backup.ts";

/** The store of a browser, which may be full. */
class Store {
  readonly entries = new Map<string, string>();
  full = false;

  get length(): number {
    return this.entries.size;
  }

  key(n: number): string | null {
    return [...this.entries.keys()][n] ?? null;
  }

  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.full) throw new Error("full");
    this.entries.set(key, value);
  }

  removeItem(key: string): void {
    this.entries.delete(key);
  }
}

test("what one page left is found by the next of the same person and bill, the newest first", () => {
  const store = new Store();
  new Backup(store, "bill", "某人", "a").keep(3, "甲", 100);
  new Backup(store, "bill", "某人", "b").keep(4, "乙", 200);
  new Backup(store, "bill", "他人", "c").keep(4, "丙", 300);
  new Backup(store, "other", "某人", "d").keep(4, "丁", 400);
  const left = new Backup(store, "bill", "某人", "e").left();
  assert.deepEqual(left.map((it) => [it.client, it.base, it.text]), [["b", 4, "乙"], ["a", 3, "甲"]]);
});

test("a page does not find its own, and drops only what it is told to", () => {
  const store = new Store();
  const [a, b] = [new Backup(store, "bill", "某人", "a"), new Backup(store, "bill", "某人", "b")];
  a.keep(1, "甲", 1);
  b.keep(1, "乙", 2);
  assert.deepEqual(a.left().map((it) => it.client), ["b"]);
  a.drop("b");
  assert.deepEqual([...store.entries.keys()], ["kaimen-draft:bill:a"]);
});

test("a store that is full or missing says so", () => {
  const store = new Store();
  store.full = true;
  assert.equal(new Backup(store, "bill", "某人", "a").keep(1, "甲", 1), false);
  assert.equal(new Backup(undefined, "bill", "某人", "a").keep(1, "甲", 1), false);
  assert.deepEqual(new Backup(undefined, "bill", "某人", "a").left(), []);
});

test("entries that cannot be read are left alone", () => {
  const store = new Store();
  store.entries.set("kaimen-draft:bill:x", "{");
  store.entries.set("kaimen-draft:bill:y", "[1]");
  assert.deepEqual(new Backup(store, "bill", "某人", "a").left(), []);
  assert.equal(store.length, 2);
});
