import { type Desk, textOf, whyOf } from "./desk.ts";
import { afterPause, part, say } from "./parts.ts";

/** The article at the cursor as the public page will show it, made by the server while the pane is open. */
export class Preview {
  private asking = false;
  private again = false;
  private shown = "";
  /** To be called when the cursor or the text moves. */
  readonly moved: () => void;

  constructor(private readonly desk: Desk) {
    this.moved = afterPause(500, () => void this.refresh());
    say(part(desk.live, "preview-state"), desk.words.of("preview-empty"));
  }

  async refresh(): Promise<void> {
    if (!this.desk.panes.isShown("preview")) return;
    this.again = this.asking;
    if (this.asking) return;
    this.asking = true;
    const state = part(this.desk.live, "preview-state");
    try {
      const at = this.desk.view.state.selection.main.head;
      const { html, path } = await this.desk.api.preview(textOf(this.desk).toString(), at);
      this.show(html, path);
      say(state, html === "" ? this.desk.words.of("preview-empty") : "");
    } catch (reason) {
      say(state, this.desk.words.of("preview-failed", { why: whyOf(this.desk.words, reason) }));
    } finally {
      this.asking = false;
      if (this.again) this.moved();
    }
  }

  private show(html: string, path: string): void {
    if (html === this.shown) return;
    this.shown = html;
    const parsed = new DOMParser().parseFromString(html, "text/html");
    for (const named of parsed.querySelectorAll("[id]")) {
      // The page has its own names; the current article is marked by a class.
      if (named.id === path) named.classList.add("is-current");
      named.removeAttribute("id");
    }
    const place = part(this.desk.live, "preview");
    place.replaceChildren(...parsed.body.childNodes);
    place.querySelector(".is-current")?.scrollIntoView({ block: "nearest" });
  }
}
