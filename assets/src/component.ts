/**
 * A script that improves one element of a page that already works without it.
 *
 * Elements name their script in `data-module`. Each is started once, and one that fails leaves the others running and
 * the page as the server sent it.
 */
export abstract class Component<Root extends HTMLElement = HTMLElement> {
  constructor(protected readonly root: Root) {}

  /** Begins to work. Called once. */
  abstract start(): void;
}

/** A class of components and the word in `data-module` that asks for it. */
export interface ComponentClass {
  readonly moduleName: string;
  new (root: HTMLElement): Component;
}

/** Starts every component of `classes` that `scope` asks for. */
export function startAll(scope: ParentNode, classes: readonly ComponentClass[]): void {
  for (const found of scope.querySelectorAll<HTMLElement>("[data-module]")) {
    const wanted = (found.dataset["module"] ?? "").split(" ");
    for (const kind of classes.filter((it) => wanted.includes(it.moduleName))) {
      try {
        new kind(found).start();
      } catch (reason) {
        console.error(`${kind.moduleName}:`, reason);
      }
    }
  }
}
