/** Something of the server's answer is not what the contract says. */
export class UnexpectedAnswer extends Error {}

type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new UnexpectedAnswer("object");
  return value as Fields;
}

export function list<T>(value: unknown, read: (item: unknown) => T): T[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new UnexpectedAnswer("list");
  return value.map(read);
}

export function number(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new UnexpectedAnswer("number");
  return value;
}

export function string(value: unknown): string {
  if (typeof value !== "string") throw new UnexpectedAnswer("string");
  return value;
}

/** Words that may be missing. */
export function words(value: unknown): string {
  return value === undefined || value === null ? "" : string(value);
}

export function optional<T>(value: unknown, read: (item: unknown) => T): T | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

/** `true` and nothing else. */
export function flag(value: unknown): boolean {
  return value === true;
}
