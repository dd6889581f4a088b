// A menu in which several things can be chosen: a button that opens a list of checkboxes, with a filter when it is long.
import { plain } from "./text.js";
import { nameFor } from "./naming.js";
import { offered } from "./offers.js";
import { el, freshId } from "./dom.js";

const LONG = 8;

export function multiSelect(element, blockId, surface, names) {
  const { key, initial, groups } = offered(element, surface);
  const many = `${key}s`;
  const kept = surface.keptFor(blockId, element.action_id, element.type);
  const chosen = new Set(kept ? (kept[many] || []).map((one) => one.value ?? one) : [initial ?? []].flat());
  const all = groups.flatMap((group) => group.options);
  const state = { chosen, all, limit: element.max_selected_items || Infinity, hint: plain(element.placeholder) || "Choose" };
  const parts = panel(groups, state);
  const labelId = freshId("chosen");
  const words = el("span", { class: "picked", id: labelId });
  const opener = el("button", { type: "button", class: "field-control picker-button", id: names.id, "aria-expanded": "false",
    "aria-controls": parts.node.id, "aria-describedby": names.describedby,
    "aria-labelledby": names.labelledby ? `${names.labelledby} ${labelId}` : labelId }, words);
  Object.entries(nameFor(element, names)).forEach(([name, value]) => parts.node.setAttribute(name, value));
  const node = el("div", { class: "picker" }, opener, parts.node);
  const say = () => {
    words.textContent = all.filter((one) => chosen.has(one.value)).map((one) => one.text).join(", ") || state.hint;
  };
  const read = () => ({ [many]: all.filter((one) => chosen.has(one.value)).map((one) => one.raw ?? one.value) });
  say();
  surface.register(blockId, element.action_id, element.type, read);
  behave({ node, opener, parts, say }, () => names.silent || surface.act(element, blockId, read(), opener), chosen);
  return { node, focus: opener };
}

function panel(groups, state) {
  const rows = [];
  const body = groups.map((group) => [group.label && el("p", { class: "picker-group" }, group.label),
    group.options.map((option) => {
      const input = el("input", { type: "checkbox", id: freshId("pick"), checked: state.chosen.has(option.value) });
      const row = el("div", { class: "box" }, input, el("label", { for: input.id }, option.text));
      rows.push({ input, row, option });
      return row;
    })]);
  const filter = state.all.length > LONG && el("input", { type: "search", class: "field-control", placeholder: "Find…", "aria-label": "Find in the list" });
  const none = el("p", { class: "picker-none", role: "status" });
  if (filter) filter.addEventListener("input", () => narrow(filter.value, rows, none));
  for (const { input, option } of rows) input.addEventListener("change", () => tick(input, option, rows, state));
  const node = el("div", { class: "picker-panel", role: "group", id: freshId("panel"), hidden: true }, filter, none, body);
  return { node, first: filter || rows[0]?.input };
}

function narrow(text, rows, none) {
  const wanted = text.trim().toLowerCase();
  let found = 0;
  for (const { row, option } of rows) {
    row.hidden = !option.text.toLowerCase().includes(wanted);
    if (!row.hidden) found += 1;
  }
  none.textContent = found ? "" : "Nothing found";
}

function tick(input, option, rows, state) {
  if (input.checked) state.chosen.add(option.value);
  else state.chosen.delete(option.value);
  const full = state.chosen.size >= state.limit;
  for (const one of rows) one.input.disabled = full && !one.input.checked;
}

function behave({ node, opener, parts, say }, dispatch, chosen) {
  let before = "";
  const show = (open) => {
    if (open === !parts.node.hidden) return;
    parts.node.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    const now = [...chosen].sort().join("\n");
    if (open) before = now;
    else if (now !== before) dispatch();
    if (open) parts.first?.focus();
  };
  opener.addEventListener("click", () => show(parts.node.hidden));
  node.addEventListener("change", say);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || parts.node.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    opener.focus();
    show(false);
  });
  node.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !node.contains(event.relatedTarget)) show(false);
  });
}
