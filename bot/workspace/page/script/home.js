// The app's home tab.
import { drawBlocks } from "./blocks.js";
import { el, fill } from "./dom.js";
import { sameControl } from "./keyed.js";
import { Surface } from "./surface.js";

export class Home {
  constructor(press) {
    this.press = press;
    this.node = el("section", { class: "home", tabindex: "0", "aria-label": "Home of the app" });
  }

  draw(view, context) {
    const mark = view ? `${view.id} ${view.hash}` : "none";
    const whose = `${context.names.me} ${mark}`;
    if (whose === this.mark) return;
    const samePerson = this.mark?.split(" ")[0] === context.names.me;
    this.mark = whose;
    if (!view) {
      fill(this.node, el("div", { class: "empty" }, el("p", { class: "empty-title" }, "Nothing here yet."),
        el("p", {}, "The app fills this page once it knows you. You can write to it under Messages.")));
      return;
    }
    const held = this.node.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    this.surface = new Surface({
      ...context,
      kind: "home",
      kept: (samePerson && this.surface?.values()) || view.entered,
      send: (action, values) => this.press(view.id, action, values),
      suggest: (block, action, query) => context.suggest({ view: view.id }, block, action, query),
    });
    fill(this.node, el("div", { class: "home-sheet blocks" }, drawBlocks(view.blocks, this.surface)));
    if (held) (sameControl(this.node, held) || this.node).focus();
  }
}
