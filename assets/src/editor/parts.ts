/** The element of `scope` that the template calls `name`. Throws where the page lacks it: then the plain form stays. */
export function part<T extends HTMLElement = HTMLElement>(scope: ParentNode, name: string): T {
  const found = scope.querySelector<T>(`[data-part="${name}"]`);
  if (!found) throw new Error(`part ${name}`);
  return found;
}

/** A fresh copy of the only element in the template `name`. */
export function copy<T extends HTMLElement = HTMLElement>(scope: ParentNode, name: string): T {
  const template = part<HTMLTemplateElement>(scope, name);
  const first = template.content.firstElementChild;
  if (!first) throw new Error(`template ${name}`);
  return document.importNode(first, true) as T;
}

/** Calls `work` for clicks on the buttons of `scope` that carry `data-do`. */
export function onButtons(scope: HTMLElement, work: (what: string, button: HTMLButtonElement) => void): void {
  scope.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const what = button?.dataset["do"];
    if (button && what !== undefined && scope.contains(button)) work(what, button);
  });
}

/** An element with words and, where wanted, a class. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  words = "",
  className = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (words !== "") made.textContent = words;
  if (className !== "") made.className = className;
  return made;
}

/** A quiet button inside a list. */
export function button(words: string, work: () => void): HTMLButtonElement {
  const made = element("button", words, "km-tool");
  made.type = "button";
  made.addEventListener("click", work);
  return made;
}

/** Writes words only where they differ, so that nothing is read out twice. */
export function say(place: HTMLElement, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}

/** Runs `work` once calls have stopped for `ms`. */
export function afterPause(ms: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  };
}
