import { RangeSetBuilder, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { frontMatterEnd, readLine, type StatuteLine } from "./statute_line.ts";

const lineMarks = new Map<string, Decoration>();
const partMarks = new Map<string, Decoration>();

function once(kept: Map<string, Decoration>, name: string, make: () => Decoration): Decoration {
  const found = kept.get(name) ?? make();
  kept.set(name, found);
  return found;
}

/** The lines of sight are read one by one: nothing is parsed that is not shown. */
function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const doc = view.state.doc;
  const front = frontEnd(doc);
  let done = 0;
  for (const { from, to } of view.visibleRanges) {
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      if (line.number > done) mark(builder, line.from, readLine(line.text, line.number <= front));
      done = line.number;
      if (line.to >= to || line.number === doc.lines) break;
    }
  }
  return builder.finish();
}

function mark(builder: RangeSetBuilder<Decoration>, at: number, line: StatuteLine): void {
  const name = line.kind === "heading" ? `heading km-line-level-${line.level}` : line.kind;
  if (line.kind !== "blank") {
    builder.add(at, at, once(lineMarks, name, () => Decoration.line({ class: `km-line-${name}` })));
  }
  for (const part of line.parts) {
    const shown = once(partMarks, part.as, () => Decoration.mark({ class: `km-part-${part.as}` }));
    if (part.to > part.from) builder.add(at + part.from, at + part.to, shown);
  }
}

function frontEnd(doc: Text): number {
  return frontMatterEnd(doc.lines, (n) => doc.line(n).text);
}

/** Colours the parts of a statute. */
export const highlight = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
