import { type Desk, goTo } from "./desk.ts";
import { openDialog } from "./dialogs.ts";
import { findArticle } from "./heads.ts";
import { articleName, readArticleNumber } from "./numeral.ts";
import { part, say } from "./parts.ts";

/** 到第几条. */
export function openGoto(desk: Desk): boolean {
  return openDialog(desk, "goto", (dialog) => {
    const field = part<HTMLInputElement>(dialog, "number");
    part(dialog, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      const wanted = readArticleNumber(field.value);
      const found = wanted && findArticle(desk.view.state, wanted);
      if (found) {
        dialog.close();
        goTo(desk.view, found.at, found.at, desk.words.of("gone-to", { number: found.head.number }));
        return;
      }
      const said = wanted ? desk.words.of("goto-none", { number: articleName(wanted) }) : desk.words.of("goto-unread");
      say(part(dialog, "error"), said);
      field.setAttribute("aria-invalid", "true");
      field.focus();
    });
  });
}
