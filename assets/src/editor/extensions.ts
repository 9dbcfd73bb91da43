import { completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { foldKeymap } from "@codemirror/language";
import { linter } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, type KeyBinding, keymap } from "@codemirror/view";
import { referenceCompletion } from "./completion.ts";
import { openConflicts } from "./conflicts.ts";
import { folding } from "./folding.ts";
import { heads } from "./heads.ts";
import { highlight } from "./highlight.ts";
import { noteMarks } from "./notes.ts";
import type { Words } from "./words.ts";

/** Marks what comes from the server: it is not the person's own, and undoing leaves it. */
export const fromServer = Annotation.define<true>();

/** Keys of programmers: a statute is not indented and has no comments. */
const NOT_WANTED = new Set(["Alt-l", "Mod-[", "Mod-]", "Mod-Alt-\\", "Mod-/", "Alt-A"]);

/** Everything that the editor is made of, apart from the listeners of this page. */
export function extensions(words: Words, phrases: Words, keys: readonly KeyBinding[]): Extension {
  const standard = [...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...completionKeymap];
  return [
    EditorState.phrases.of(phrases.all()),
    EditorState.allowMultipleSelections.of(false),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      "aria-label": words.of("text"),
      spellcheck: "false",
      autocorrect: "off",
      autocapitalize: "off",
      translate: "no",
    }),
    history(),
    heads,
    highlight,
    folding(words),
    referenceCompletion(),
    search({ top: true }),
    linter(null),
    openConflicts,
    noteMarks,
    Prec.high(keymap.of([...keys])),
    keymap.of(standard.filter((it) => !NOT_WANTED.has(it.key ?? ""))),
  ];
}
