import { Component } from "../component.ts";

/** “复制地址” beside a field that holds the permanent address. Without the clipboard the field is selected instead. */
export class CopyAddress extends Component {
  static readonly moduleName = "copy-address";

  override start(): void {
    const field = this.root.querySelector("input");
    const button = this.root.querySelector("button");
    const said = this.root.querySelector<HTMLElement>("[role=status]");
    if (!field || !button || !said) return;
    field.value = new URL(field.value, window.location.href).href;
    button.hidden = false;
    button.addEventListener("click", () => {
      field.select();
      // Only pages served over HTTPS or from the machine itself have a clipboard.
      const copied = navigator.clipboard?.writeText(field.value) ?? Promise.reject(new Error("no clipboard"));
      copied.then(
        () => (said.textContent = said.dataset["done"] ?? ""),
        () => (said.textContent = said.dataset["selected"] ?? ""),
      );
    });
  }
}
