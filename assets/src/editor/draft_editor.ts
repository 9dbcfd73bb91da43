import { redo, undo } from "@codemirror/commands";
import { openSearchPanel } from "@codemirror/search";
import { type ChangeSet, EditorState, type Text, Transaction } from "@codemirror/state";
import { EditorView, type KeyBinding, type ViewUpdate } from "@codemirror/view";
import { Component } from "../component.ts";
import { DraftApi } from "./api.ts";
import { Backup } from "./backup.ts";
import { Checker } from "./checker.ts";
import { Conflicts } from "./conflicts.ts";
import type { HereAnswer } from "./contract.ts";
import { type Desk, whyOf } from "./desk.ts";
import { openDialog } from "./dialogs.ts";
import { extensions, fromServer } from "./extensions.ts";
import { Findings } from "./findings.ts";
import { foldArticles, foldFrontMatter, unfoldAll } from "./folding.ts";
import { openGoto } from "./goto_dialog.ts";
import { Keeper } from "./keeper.ts";
import { Neighbours } from "./neighbours.ts";
import { Notes } from "./notes.ts";
import { Outline } from "./outline.ts";
import { onPageKeys } from "./page_keys.ts";
import { Panes } from "./panes.ts";
import { onButtons, part } from "./parts.ts";
import { Presence } from "./presence.ts";
import { Preview } from "./preview.ts";
import { printPlainly } from "./printing.ts";
import { References } from "./references.ts";
import { openRenumber } from "./renumber_dialog.ts";
import { Restoring } from "./restoring.ts";
import { Saver, type SaveState } from "./saver.ts";
import { Status } from "./status.ts";
import { useConstructedSheet } from "./styles.ts";
import { openTerms } from "./terms_dialog.ts";
import { Words } from "./words.ts";

const later = (ms: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/**
 * Puts the editor in the place of the plain form. Everything is made before the form is hidden, so that a failure
 * leaves the form as the server sent it.
 */
export class DraftEditor extends Component {
  static readonly moduleName = "draft-editor";
  private words!: Words;
  private desk!: Desk;
  private saver!: Saver;
  private status!: Status;
  private keeper!: Keeper;
  private findings!: Findings;
  private outline!: Outline;
  private preview!: Preview;
  private notes!: Notes;
  private references!: References;
  private conflicts!: Conflicts;
  private presence!: Presence;

  override start(): void {
    const form = part<HTMLFormElement>(this.root, "form");
    const area = form.querySelector<HTMLTextAreaElement>("textarea[name=text]");
    if (!area) throw new Error("textarea");
    useConstructedSheet();
    this.words = new Words(part<HTMLTemplateElement>(this.root, "words"));
    const live = document.importNode(part<HTMLTemplateElement>(this.root, "live").content, true);
    const box = document.createElement("div");
    box.className = "km-editor__live";
    box.append(live);
    const api = new DraftApi(this.data("api"));
    const view = this.view(area.value, part(box, "text"));
    this.assemble(box, view, api, area);
    form.before(box);
    form.hidden = true;
    this.root.classList.add("is-live");
    this.begin(box);
  }

  private data(name: string): string {
    return this.root.dataset[name] ?? "";
  }

  private view(text: string, parent: HTMLElement): EditorView {
    const phrases = new Words(part<HTMLTemplateElement>(this.root, "phrases"));
    const state = EditorState.create({
      doc: text,
      extensions: [
        extensions(this.words, phrases, this.keys()),
        EditorView.updateListener.of((update) => this.updated(update)),
        EditorView.domEventHandlers({ mousedown: (event, view) => this.pointed(event, view) }),
      ],
    });
    return new EditorView({ state, parent });
  }

  private assemble(live: HTMLElement, view: EditorView, api: DraftApi, area: HTMLTextAreaElement): void {
    const { words } = this;
    const text = (): Text => view.state.doc;
    const checker = new Checker({
      text,
      later,
      composing: () => view.composing,
      ask: (sent) => api.check(sent),
      show: (checked) => {
        this.findings.show(checked);
        this.outline.show(checked);
      },
      failed: (reason) => this.findings.failed(whyOf(words, reason)),
    });
    this.desk = { root: this.root, live, view, words, api, checker, panes: new Panes(live) };
    this.status = new Status(live, words);
    const client = this.data("client");
    this.saver = new Saver(
      {
        text,
        later,
        now: () => Date.now(),
        // Others' words do not come in under an input method that is in the middle of a word.
        send: (base, sent) => api.save(base, sent, client).finally(() => composed(view)),
        apply: (changes) => this.merge(changes),
        show: (state) => this.saveState(state),
      },
      Number(this.data("base")),
      // What was typed before this script ran is not yet the server's.
      EditorState.create({ doc: area.defaultValue }).doc,
    );
    const backup = new Backup(browserStore(), this.data("bill"), this.data("person"), client);
    this.keeper = new Keeper(backup, this.saver, text, (base, sent) => api.saveLast(base, sent, client));
    this.findings = new Findings(this.desk);
    this.outline = new Outline(this.desk);
    this.preview = new Preview(this.desk);
    this.notes = new Notes(this.desk);
    this.references = new References(this.desk);
    this.conflicts = new Conflicts(this.desk);
    this.presence = new Presence(this.desk, client, () => this.saver.revision, (answer) => this.heard(answer));
    void new Restoring(this.desk, backup, new Neighbours(this.data("bill"), client), this.saver).offer();
  }

  private begin(live: HTMLElement): void {
    const { desk } = this;
    onButtons(part(live, "tools"), (what) => this.act(what));
    desk.panes.shown = (name) => {
      if (name === "preview") void this.preview.refresh();
    };
    this.outline.entered = (entry) => this.presence.entered(entry);
    this.conflicts.resolved = () => this.saver.resolved();
    onPageKeys(this.root, {
      F1: () => this.act("help"),
      "Ctrl+s": () => this.act("save"),
      "Alt+1": () => desk.view.focus(),
      "Alt+2": () => this.outline.focus(),
      "Alt+3": () => desk.panes.show("findings", true),
      "Alt+4": () => desk.panes.show("preview", true),
      "Alt+5": () => desk.panes.show("notes", true),
    });
    printPlainly(desk.view, part(live, "paper"));
    this.keeper.start();
    foldFrontMatter(desk.view);
    if (!this.saver.clean) this.saver.writtenUpon(this.saver.revision);
    void desk.checker.check();
    void this.notes.load();
    this.presence.start();
  }

  /** Called for every key: nothing here may cost more for a longer text. */
  private updated(update: ViewUpdate): void {
    if (!this.desk) return;
    if (update.docChanged) {
      this.desk.checker.changed(update.changes.desc);
      this.notes.changed((at, side) => update.changes.mapPos(at, side));
      this.conflicts.changed();
      if (update.transactions.every((it) => !it.annotation(fromServer))) {
        this.saver.changed(update.changes);
        this.keeper.changed();
      }
    }
    if (update.docChanged || update.selectionSet) {
      this.outline.moved();
      this.preview.moved();
    }
  }

  private merge(changes: ChangeSet): void {
    this.desk.view.dispatch({
      changes,
      annotations: [fromServer.of(true), Transaction.addToHistory.of(false), Transaction.remote.of(true)],
    });
  }

  private saveState(state: SaveState): void {
    this.keeper.saved(state);
    this.status.kept = this.keeper.kept;
    this.status.show(state);
    if (state.is === "conflicted") this.conflicts.show(state.conflicts, state.kept);
    if (state.is === "saved" && state.by.length > 0) void this.notes.load();
  }

  private heard(answer: HereAnswer): void {
    this.outline.showPeople(answer.people.filter((it) => it.client !== this.data("client")));
    if (answer.head > this.saver.revision) void this.saver.saveNow();
    void this.notes.load();
  }

  private pointed(event: MouseEvent, view: EditorView): boolean {
    if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (at === null) return false;
    event.preventDefault();
    return this.references.follow(at);
  }

  private act(what: string): boolean {
    const { view } = this.desk;
    const acts: Record<string, () => boolean> = {
      save: () => (void this.saver.saveNow(), true),
      undo: () => undo(view),
      redo: () => redo(view),
      find: () => openSearchPanel(view),
      goto: () => openGoto(this.desk),
      insert: () => openRenumber(this.desk, "insert"),
      remove: () => openRenumber(this.desk, "remove"),
      terms: () => openTerms(this.desk),
      note: () => this.notes.begin(),
      fold: () => foldArticles(view),
      unfold: () => unfoldAll(view),
      compare: () => this.compare(),
      help: () => openDialog(this.desk, "help"),
    };
    return acts[what]?.() ?? false;
  }

  private compare(): boolean {
    const href = this.data("compare");
    if (href === "") return true;
    void this.saver.saveNow();
    window.open(href, "_blank", "noopener");
    return true;
  }

  private keys(): KeyBinding[] {
    const on = (key: string, what: string): KeyBinding => ({ key, run: () => this.act(what), preventDefault: true });
    const to = (key: string, run: () => boolean): KeyBinding => ({ key, run, preventDefault: true });
    return [
      on("F1", "help"),
      on("Mod-s", "save"),
      on("Mod-g", "goto"),
      on("Alt-i", "insert"),
      on("Alt-r", "remove"),
      on("Alt-t", "terms"),
      on("Alt-n", "note"),
      on("F9", "compare"),
      on("Ctrl-Alt-[", "fold"),
      on("Ctrl-Alt-]", "unfold"),
      to("F12", () => this.references.follow()),
      to("Shift-F12", () => this.references.list()),
      { key: "Alt-ArrowLeft", run: () => this.references.goBack() },
      to("F8", () => this.findings.step(1)),
      to("Shift-F8", () => this.findings.step(-1)),
    ];
  }
}

/** As often is an input method waited for: ten seconds. */
const COMPOSING_WAITS = 100;

async function composed(view: EditorView): Promise<void> {
  for (let n = 0; view.composing && n < COMPOSING_WAITS; n++) await new Promise((resolve) => setTimeout(resolve, 100));
}

function browserStore(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
