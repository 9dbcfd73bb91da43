const ANSWER_MS = 400;

/**
 * Tells pages of the same bill in this browser apart from those that are gone: each answers when asked whether it
 * lives. What a page that does not answer left behind was not saved.
 */
export class Neighbours {
  private readonly channel: BroadcastChannel | undefined;

  constructor(bill: string, client: string) {
    this.channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(`kaimen-draft:${bill}`);
    this.channel?.addEventListener("message", (event: MessageEvent<unknown>) => {
      if (event.data === "who") this.channel?.postMessage(client);
    });
  }

  /** The pages that live. */
  async living(): Promise<Set<string>> {
    const found = new Set<string>();
    const channel = this.channel;
    if (!channel) return found;
    const heard = (event: MessageEvent<unknown>): void => {
      if (typeof event.data === "string" && event.data !== "who") found.add(event.data);
    };
    channel.addEventListener("message", heard);
    channel.postMessage("who");
    await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
    channel.removeEventListener("message", heard);
    return found;
  }
}
