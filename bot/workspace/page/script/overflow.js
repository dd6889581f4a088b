// The "more" button with a small menu behind it.
import { plain } from "./text.js";
import { el, freshId } from "./dom.js";
import { link } from "./mrkdwn.js";

export function overflow(element, blockId, surface) {
  const id = freshId("menu");
  const items = element.options.map((option) => item(option));
  const menu = el("div", { class: "menu", role: "menu", id, hidden: true, "aria-label": "More actions" }, items.map(([node]) => node));
  const opener = el("button", { type: "button", class: "button more", "aria-label": "More actions", "aria-haspopup": "menu",
    "aria-expanded": "false", "aria-controls": id }, "⋯");
  const node = el("div", { class: "menu-holder" }, opener, menu);
  const show = (open) => {
    menu.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) items[0][0].focus();
  };
  opener.addEventListener("click", () => show(menu.hidden));
  for (const [button, option] of items) {
    button.addEventListener("click", () => {
      show(false);
      opener.focus();
      surface.act(element, blockId, { selected_option: option }, opener);
    });
  }
  keys(node, menu, opener, items.map(([button]) => button), show);
  return { node, focus: opener };
}

function item(option) {
  const node = option.url ? link(option.url, plain(option.text)) : el("button", { type: "button" }, plain(option.text));
  node.className = "menu-item";
  node.setAttribute("role", "menuitem");
  node.tabIndex = -1;
  return [node, option];
}

function keys(node, menu, opener, items, show) {
  node.addEventListener("keydown", (event) => {
    if (menu.hidden) return;
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (next !== undefined) items[next % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") {
      show(false);
      opener.focus();
    } else return;
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
  });
  node.addEventListener("focusout", (event) => {
    if (!node.contains(event.relatedTarget) && !menu.hidden) show(false);
  });
}
