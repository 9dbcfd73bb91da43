import type { Colleague, HereAnswer, OutlineEntry } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { part, say } from "./parts.ts";
import { personName } from "./words.ts";

const BEAT_MS = 10_000;

/** Tells the server where the person is, every ten seconds, and shows where the others are. */
export class Presence {
  private article = "";

  constructor(
    private readonly desk: Desk,
    private readonly client: string,
    private readonly revision: () => number,
    private readonly heard: (answer: HereAnswer) => void,
  ) {}

  start(): void {
    const beat = (): void => {
      void this.beat().finally(() => setTimeout(beat, BEAT_MS));
    };
    beat();
  }

  entered(entry: OutlineEntry | undefined): void {
    this.article = entry?.kind === "article" ? entry.path : "";
  }

  private async beat(): Promise<void> {
    try {
      const answer = await this.desk.api.here(this.client, this.article, this.revision());
      this.show(answer.people.filter((it) => it.client !== this.client));
      this.heard(answer);
    } catch {
      // Who else is here is not known now; saving says by itself when the server is away.
    }
  }

  private show(people: readonly Colleague[]): void {
    const { words } = this.desk;
    const said = people.map((it) => {
      const person = personName(words, it);
      return it.article === "" ? person : words.of("person-at", { person, article: it.article });
    });
    const line = said.length === 0 ? words.of("people-none") : words.of("people", { people: said.join(words.of("and")) });
    say(part(this.desk.live, "people"), line);
  }
}
