// A table block: its first row is its head.
import { el } from "./dom.js";
import { richText } from "./richtext.js";

export function table(block, surface) {
  const [head, ...body] = block.rows || [];
  const settings = block.column_settings || [];
  const row = (cells, tag) => el("tr", {}, (cells || []).map((cell, column) =>
    el(tag, { class: looks(settings[column]), scope: tag === "th" ? "col" : null }, words(cell, surface))));
  return el("div", { class: "block table-holder", tabindex: "0", role: "region", "aria-label": "Table" },
    el("table", {}, el("thead", {}, row(head, "th")), el("tbody", {}, body.map((cells) => row(cells, "td")))));
}

function looks(setting) {
  return [`to-${setting?.align || "left"}`, setting?.is_wrapped ? "wraps" : ""].filter(Boolean).join(" ");
}

function words(cell, surface) {
  if (cell.type === "rich_text") return richText(cell, surface.names);
  return String(cell.text ?? cell.value ?? "");
}
