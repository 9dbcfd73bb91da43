/** What is kept in the browser until the server has it. */
export interface Kept {
  /** Of which page. */
  readonly client: string;
  readonly person: string;
  /** The revision that was written upon. */
  readonly base: number;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const PREFIX = "kaimen-draft:";

/** The unsaved text of one bill in the store of the browser, one entry for each page that is open or crashed. */
export class Backup {
  constructor(
    private readonly store: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length"> | undefined,
    private readonly bill: string,
    private readonly person: string,
    private readonly client: string,
  ) {}

  /** Whether it could be kept. */
  keep(base: number, text: string, at: number): boolean {
    try {
      if (!this.store) return false;
      this.store.setItem(this.key(this.client), JSON.stringify({ person: this.person, base, text, at }));
      return true;
    } catch {
      // Full, or switched off.
      return false;
    }
  }

  drop(client = this.client): void {
    try {
      this.store?.removeItem(this.key(client));
    } catch {
      // Nothing was kept.
    }
  }

  /** What other pages of this person left, the newest first. Entries that cannot be read are left alone. */
  left(): Kept[] {
    const found: Kept[] = [];
    try {
      for (let n = 0; n < (this.store?.length ?? 0); n++) {
        const kept = this.read(this.store?.key(n) ?? "");
        if (kept && kept.person === this.person && kept.client !== this.client) found.push(kept);
      }
    } catch {
      return [];
    }
    return found.sort((a, b) => b.at - a.at);
  }

  private read(key: string): Kept | undefined {
    const start = this.key("");
    if (!key.startsWith(start)) return undefined;
    try {
      const it: unknown = JSON.parse(this.store?.getItem(key) ?? "");
      return isKept(it) ? { ...it, client: key.slice(start.length) } : undefined;
    } catch {
      return undefined;
    }
  }

  private key(client: string): string {
    return `${PREFIX}${this.bill}:${client}`;
  }
}

function isKept(it: unknown): it is Omit<Kept, "client"> {
  if (typeof it !== "object" || it === null) return false;
  const has = it as Record<string, unknown>;
  return (
    typeof has["person"] === "string" &&
    typeof has["text"] === "string" &&
    typeof has["base"] === "number" &&
    typeof has["at"] === "number"
  );
}
