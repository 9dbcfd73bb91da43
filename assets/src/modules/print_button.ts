import { Component } from "../component.ts";

/** “打印”: shown only where a script can print; the browser's own command does the same without it. */
export class PrintButton extends Component {
  static readonly moduleName = "print-button";

  override start(): void {
    this.root.hidden = false;
    this.root.addEventListener("click", () => window.print());
  }
}
