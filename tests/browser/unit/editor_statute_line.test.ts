import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { frontMatterEnd, readLine } from "../../../assets/src/editor/statute_line.ts";

const marked = (line: string) => readLine(line).parts.map((it) => `${it.as}:${line.slice(it.from, it.to)}`);

test("each kind of line is known by its beginning", () => {
  const kinds: [string, string][] = [
    ["", "blank"],
    ["# ××市优化营商环境条例", "title"],
    ["（草案修改稿）", "status"],
    ["## 第一章　总　则", "heading"],
    ["第一章", "heading"],
    ["第一条　为了……", "article"],
    ["第一条", "article"],
    ["第十二条之一（立法目的）　为了……", "article"],
    ["（一）……；", "item"],
    ["(一) ……；", "item"],
    ["1. ……；", "subitem"],
    ["<!-- km:allow K301 已与有关部门核对 -->", "directive"],
    ["附件1：名录", "annex"],
    ["本条例自公布之日起施行。", "paragraph"],
  ];
  for (const [line, kind] of kinds) assert.equal(readLine(line).kind, kind, line);
});

test("a paragraph that begins with a reference is no article", () => {
  for (const line of ["第三条第二款规定的条件……", "第三章规定的措施。", "第一章　这里的名称太长，而且有句号。"]) {
    assert.equal(readLine(line).kind, "paragraph", line);
  }
});

test("references and names of laws are set apart", () => {
  assert.deepEqual(marked("违反本条例第五条第二款的，依照《中华人民共和国行政处罚法》第九条处理。"), [
    "reference:本条例第五条第二款",
    "law:《中华人民共和国行政处罚法》",
    "reference:第九条",
  ]);
});

test("the parts of a line are in order, inside it and apart", () => {
  for (const name of readdirSync("drafts", { recursive: true, encoding: "utf8" }).filter((it) => it.endsWith(".md"))) {
    for (const line of readFileSync(join("drafts", name), "utf8").split("\n")) {
      let at = 0;
      for (const part of readLine(line).parts) {
        assert.ok(part.from >= at && part.to >= part.from && part.to <= line.length, line);
        at = part.to;
      }
    }
  }
});

test("the front matter ends at its second line of dashes, or is none", () => {
  const end = (text: string) => {
    const lines = text.split("\n");
    return frontMatterEnd(lines.length, (n) => lines[n - 1] ?? "");
  };
  assert.equal(end("---\ntype: x\n---\n# 标题"), 3);
  assert.equal(end("---\ntype: x\n# 标题"), 0);
  assert.equal(end("# 标题\n---\n---"), 0);
});
