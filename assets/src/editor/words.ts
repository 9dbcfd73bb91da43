/** The words of the page, which its templates carry. */
export class Words {
  private readonly said = new Map<string, string>();

  constructor(template: HTMLTemplateElement) {
    for (const data of template.content.querySelectorAll("data")) this.said.set(data.value, data.textContent ?? "");
  }

  /** The words under `name`, with what stands in braces filled in. */
  of(name: string, fill: Readonly<Record<string, string | number>> = {}): string {
    return (this.said.get(name) ?? "").replace(/\{(\w+)\}/g, (whole, key: string) => String(fill[key] ?? whole));
  }

  /** All of them, as the editor asks for its own phrases. */
  all(): Record<string, string> {
    return Object.fromEntries(this.said);
  }
}

/** A person with the organ, as one says it. */
export function personName(words: Words, person: { readonly name: string; readonly organ: string }): string {
  if (person.name === "") return words.of("someone");
  return person.organ === "" ? person.name : words.of("person", { name: person.name, organ: person.organ });
}

/** 14:03. */
export function clockTime(at: Date): string {
  return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
}
