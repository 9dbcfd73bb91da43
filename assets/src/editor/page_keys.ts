/** The keys that work wherever the focus is on the page, by names such as `Alt+1`; Command counts as Ctrl. */
export function onPageKeys(root: HTMLElement, keys: Readonly<Record<string, () => unknown>>): void {
  document.addEventListener("keydown", (event) => {
    // The editor has handled it, a dialog is open, or an input method is at work.
    if (event.defaultPrevented || event.isComposing || root.querySelector("dialog[open]")) return;
    const work = keys[keyName(event)];
    if (!work) return;
    event.preventDefault();
    work();
  });
}

/** `Ctrl+s`, `Alt+1`, `F1`. With Alt the key itself counts, not the sign that some keyboards make of it. */
export function keyName(event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const key = event.altKey && digit !== undefined ? digit : event.key;
  const held = [event.ctrlKey || event.metaKey ? "Ctrl+" : "", event.altKey ? "Alt+" : "", event.shiftKey ? "Shift+" : ""];
  return held.join("") + (key.length === 1 ? key.toLowerCase() : key);
}
