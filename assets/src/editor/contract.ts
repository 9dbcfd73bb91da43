// What the server answers, read strictly: an answer that is not as agreed is an error, never half believed.
import { fields, flag, list, number, optional, string, UnexpectedAnswer, words } from "./json.ts";
import type { Change, ConflictAnswer } from "./merge.ts";

export type Severity = "error" | "warning" | "info";

export interface Writer {
  readonly name: string;
  readonly organ: string;
  readonly articles: readonly string[];
}

export interface SaveAnswer {
  readonly revision: number;
  readonly changes: readonly Change[];
  readonly by: readonly Writer[];
}

export interface RefusedSave {
  readonly revision: number;
  readonly kept: number | undefined;
  readonly text: string;
  readonly conflicts: readonly ConflictAnswer[];
}

export interface Finding {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly suggestion: string;
  readonly fix: readonly Change[] | undefined;
  readonly href: string;
}

export interface OutlineEntry {
  readonly kind: string;
  readonly number: string;
  readonly path: string;
  readonly name: string;
  readonly first: string;
  readonly from: number;
  readonly to: number;
  readonly level: number;
}

export interface Target {
  readonly path: string;
  readonly from: number;
  readonly label: string;
}

export interface Reference {
  readonly from: number;
  readonly to: number;
  readonly result: string;
  readonly targets: readonly Target[];
}

export interface CheckAnswer {
  readonly findings: readonly Finding[];
  readonly outline: readonly OutlineEntry[];
  readonly references: readonly Reference[];
  readonly articles: number;
  readonly characters: number;
}

export interface PreviewAnswer {
  readonly html: string;
  readonly path: string;
}

export interface RenumberAnswer {
  readonly changes: readonly Change[];
  readonly numbers: readonly { readonly from: string; readonly to: string }[];
  readonly references: readonly { readonly in: string; readonly from: string; readonly to: string }[];
  readonly notes: readonly string[];
  readonly cursor: number | undefined;
}

export interface TermHit {
  readonly from: number;
  readonly to: number;
  readonly article: string;
  readonly before: string;
  readonly words: string;
  readonly after: string;
  readonly keep: boolean;
  readonly why: string;
}

export interface NoteReply {
  readonly words: string;
  readonly by: string;
  readonly organ: string;
  readonly at: string;
}

export interface Note extends NoteReply {
  readonly id: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly quote: string;
  readonly done: boolean;
  readonly replies: readonly NoteReply[];
}

export interface Colleague {
  readonly name: string;
  readonly organ: string;
  readonly article: string;
  readonly path: string;
  readonly client: string;
}

export interface HereAnswer {
  readonly head: number;
  readonly people: readonly Colleague[];
  readonly message: string | undefined;
}

function change(value: unknown): Change {
  if (!Array.isArray(value) || value.length !== 3) throw new UnexpectedAnswer("change");
  return [number(value[0]), number(value[1]), string(value[2])];
}

export function readSave(value: unknown): SaveAnswer {
  const it = fields(value);
  return { revision: number(it["revision"]), changes: list(it["changes"], change), by: list(it["by"], writer) };
}

function writer(value: unknown): Writer {
  const it = fields(value);
  return { name: words(it["name"]), organ: words(it["organ"]), articles: list(it["articles"], string) };
}

export function readRefusedSave(value: unknown): RefusedSave {
  const it = fields(value);
  return {
    revision: number(it["revision"]),
    kept: optional(it["kept"], number),
    text: string(it["text"]),
    conflicts: list(it["conflicts"], conflict),
  };
}

function conflict(value: unknown): ConflictAnswer {
  const it = fields(value);
  return {
    article: words(it["article"]),
    from: number(it["from"]),
    to: number(it["to"]),
    base: words(it["base"]),
    yours: string(it["yours"]),
    theirs: string(it["theirs"]),
    by: words(it["by"]),
  };
}

export function readCheck(value: unknown): CheckAnswer {
  const it = fields(value);
  const counts = fields(it["counts"] ?? {});
  return {
    findings: list(it["findings"], finding),
    outline: list(it["outline"], entry),
    references: list(it["references"], reference),
    articles: optional(counts["articles"], number) ?? 0,
    characters: optional(counts["characters"], number) ?? 0,
  };
}

function severity(value: unknown): Severity {
  return value === "error" || value === "warning" ? value : "info";
}

function finding(value: unknown): Finding {
  const it = fields(value);
  return {
    code: string(it["code"]),
    name: words(it["name"]),
    severity: severity(it["severity"]),
    from: number(it["from"]),
    to: number(it["to"]),
    message: string(it["message"]),
    suggestion: words(it["suggestion"]),
    fix: optional(it["fix"], (changes) => list(changes, change)),
    href: words(it["href"]),
  };
}

function entry(value: unknown): OutlineEntry {
  const it = fields(value);
  return {
    kind: string(it["kind"]),
    number: words(it["number"]),
    path: words(it["path"]),
    name: words(it["name"]),
    first: words(it["first"]),
    from: number(it["from"]),
    to: number(it["to"]),
    level: optional(it["level"], number) ?? 0,
  };
}

function reference(value: unknown): Reference {
  const it = fields(value);
  return {
    from: number(it["from"]),
    to: number(it["to"]),
    result: string(it["result"]),
    targets: list(it["targets"], target),
  };
}

function target(value: unknown): Target {
  const it = fields(value);
  return { path: words(it["path"]), from: number(it["from"]), label: words(it["label"]) };
}

export function readPreview(value: unknown): PreviewAnswer {
  const it = fields(value);
  return { html: string(it["html"]), path: words(it["path"]) };
}

export function readRenumber(value: unknown): RenumberAnswer {
  const it = fields(value);
  return {
    changes: list(it["changes"], change),
    numbers: list(it["numbers"], (one) => {
      const pair = fields(one);
      return { from: string(pair["from"]), to: string(pair["to"]) };
    }),
    references: list(it["references"], (one) => {
      const moved = fields(one);
      return { in: words(moved["in"]), from: string(moved["from"]), to: string(moved["to"]) };
    }),
    notes: list(it["notes"], string),
    cursor: optional(it["cursor"], number),
  };
}

export function readTerms(value: unknown): TermHit[] {
  return list(fields(value)["hits"], (one) => {
    const it = fields(one);
    return {
      from: number(it["from"]),
      to: number(it["to"]),
      article: words(it["article"]),
      before: words(it["before"]),
      words: string(it["words"]),
      after: words(it["after"]),
      keep: flag(it["keep"]),
      why: words(it["why"]),
    };
  });
}

export function readNotes(value: unknown): Note[] {
  return list(fields(value)["notes"], (one) => {
    const it = fields(one);
    const id = it["id"];
    return {
      ...reply(it),
      id: typeof id === "number" ? String(id) : string(id),
      from: optional(it["from"], number),
      to: optional(it["to"], number),
      quote: words(it["quote"]),
      done: flag(it["done"]),
      replies: list(it["replies"], reply),
    };
  });
}

function reply(value: unknown): NoteReply {
  const it = fields(value);
  return { words: words(it["words"]), by: words(it["by"]), organ: words(it["organ"]), at: words(it["at"]) };
}

export function readHere(value: unknown): HereAnswer {
  const it = fields(value);
  return {
    head: number(it["head"]),
    people: list(it["people"], (one) => {
      const person = fields(one);
      return {
        name: words(person["name"]),
        organ: words(person["organ"]),
        article: words(person["article"]),
        path: words(person["path"]),
        client: words(person["client"]),
      };
    }),
    message: optional(it["message"], string),
  };
}
