import * as contract from "./contract.ts";
import { fields, words } from "./json.ts";

/** The server refused; `message` is its own sentence, empty where it sent none. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    override readonly message: string,
  ) {
    super(message);
  }
}

/** The server merged what it could and found two wordings of the same place. */
export class RefusedForConflicts extends Error {
  constructor(readonly answer: contract.RefusedSave) {
    super();
  }
}

/** A request that has not been answered after this time counts as failed. */
const PATIENCE_MS = 30_000;
const JSON_HEADERS = { "content-type": "application/json", accept: "application/json" };
/** Browsers let no more than 64 kB outlive a page. */
const OUTLIVING_BYTES = 60_000;

/** The addresses of one working draft. */
export class DraftApi {
  constructor(private readonly base: string) {}

  async save(base: number, text: string, client: string): Promise<contract.SaveAnswer> {
    const response = await this.send("/save", { base, text, client });
    if (response.status === 409) throw new RefusedForConflicts(contract.readRefusedSave(await response.json()));
    return contract.readSave(await good(response));
  }

  /** Sends a last time while the page goes away. Whether the text was small enough to be sent. */
  saveLast(base: number, text: string, client: string): boolean {
    const body = JSON.stringify({ base, text, client });
    if (new TextEncoder().encode(body).length > OUTLIVING_BYTES) return false;
    // Nobody is left to be told; the copy in the browser stays until the next visit has compared it.
    fetch(`${this.base}/save`, { method: "POST", headers: JSON_HEADERS, body, keepalive: true }).catch(() => undefined);
    return true;
  }

  async check(text: string): Promise<contract.CheckAnswer> {
    return contract.readCheck(await this.ask("/check", { text }));
  }

  async preview(text: string, at: number): Promise<contract.PreviewAnswer> {
    return contract.readPreview(await this.ask("/preview", { text, at }));
  }

  async insert(text: string, after: string | null, newWords: string): Promise<contract.RenumberAnswer> {
    return contract.readRenumber(await this.ask("/insert", { text, after, words: newWords }));
  }

  async remove(text: string, article: string): Promise<contract.RenumberAnswer> {
    return contract.readRenumber(await this.ask("/remove", { text, article }));
  }

  async terms(text: string, find: string, replace: string): Promise<contract.TermHit[]> {
    return contract.readTerms(await this.ask("/terms", { text, find, replace }));
  }

  async notes(): Promise<contract.Note[]> {
    const response = await fetch(`${this.base}/notes`, { headers: { accept: "application/json" } });
    return contract.readNotes(await good(response));
  }

  async addNote(text: string, from: number, to: number, note: string): Promise<contract.Note[]> {
    return contract.readNotes(await this.ask("/notes", { text, from, to, words: note }));
  }

  async answerNote(id: string, answer: { reply: string } | { done: true }): Promise<contract.Note[]> {
    return contract.readNotes(await this.ask(`/notes/${encodeURIComponent(id)}`, answer));
  }

  async here(client: string, article: string, revision: number): Promise<contract.HereAnswer> {
    return contract.readHere(await this.ask("/here", { client, article, revision }));
  }

  private async ask(path: string, body: object): Promise<unknown> {
    return good(await this.send(path, body));
  }

  private async send(path: string, body: object): Promise<Response> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
    try {
      return await fetch(this.base + path, {
        method: "POST",
        headers: JSON_HEADERS,
        body: JSON.stringify(body),
        signal: stop.signal,
        // A redirect leads to the page for signing in, which is no answer.
        redirect: "manual",
      });
    } finally {
      clearTimeout(timer);
    }
  }
}

async function good(response: Response): Promise<unknown> {
  if (response.type === "opaqueredirect") throw new Refused(401, "");
  if (response.ok) return response.json();
  const said = await response.json().then((it) => words(fields(it)["message"]), () => "");
  throw new Refused(response.status, said);
}
