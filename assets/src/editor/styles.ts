import { StyleModule } from "style-mod";

const mounted: StyleModule[] = [];
let sheet: CSSStyleSheet | undefined;

/**
 * Lets CodeMirror's own style be set where the page forbids inline style (`style-src 'self'`): as one constructed
 * style sheet instead of a `<style>` element, which the browser would refuse.
 */
export function useConstructedSheet(): void {
  sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  StyleModule.mount = (_root, modules) => {
    const wanted = Array.isArray(modules) ? modules : [modules];
    const fresh = wanted.filter((it) => !mounted.includes(it));
    if (fresh.length === 0) return;
    // The last one wins, as in the order that is asked for.
    const rest = mounted.filter((it) => !wanted.includes(it));
    mounted.splice(0, mounted.length, ...rest, ...wanted);
    sheet?.replaceSync(mounted.map((it) => it.getRules()).join("\n"));
  };
}
