/** Numbers that are the same in every run of a test. */
export class Random {
  constructor(private state: number) {}

  /** 0 to `below` - 1. */
  next(below: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * below);
  }

  /** A text of a few short lines. */
  text(lines: number): string {
    return Array.from({ length: 1 + this.next(lines) }, () =>
      Array.from({ length: this.next(6) }, () => "甲乙丙"[this.next(3)]).join(""),
    ).join("\n");
  }

  /** Some changes of a text, as from, to and words. */
  changes(text: string, most: number): [number, number, string][] {
    const out: [number, number, string][] = [];
    let at = 0;
    for (let n = this.next(most + 1); n > 0 && at <= text.length; n--) {
      const from = at + this.next(text.length - at + 1);
      const to = Math.min(text.length, from + this.next(3));
      out.push([from, to, ["", "丁", "戊己", "\n"][this.next(4)] ?? ""]);
      at = to + 1;
    }
    return out;
  }
}
