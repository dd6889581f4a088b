// The controls inside blocks: buttons, menus, date fields, boxes. Each is a real HTML control with a name.
import { boxes } from "./boxes.js";
import { el } from "./dom.js";
import { external } from "./external.js";
import { link } from "./mrkdwn.js";
import { describe, nameFor } from "./naming.js";
import { offered } from "./offers.js";
import { overflow } from "./overflow.js";
import { multiSelect } from "./picker.js";
import { plain } from "./text.js";
import { textInput } from "./textinput.js";

// `names` are ids: {id, labelledby, describedby, invalid, required}. Gives {node, focus}: what to show, what to focus.
export function control(element, blockId, surface, names) {
  const make = MAKERS[element.type];
  if (!make) return { node: el("p", { class: "not-drawn" }, `This control (${element.type}) is not drawn here.`) };
  const built = make(element, blockId, surface, names);
  built.focus ??= built.node;
  built.focus.dataset.action = `${blockId}/${element.action_id}`;
  return built;
}

const FIELD_TYPES = {
  datepicker: ["date", "selected_date", "initial_date"],
  timepicker: ["time", "selected_time", "initial_time"],
  datetimepicker: ["datetime-local", "selected_date_time", "initial_date_time"],
};

const MAKERS = {
  button,
  overflow,
  static_select: select,
  external_select: external,
  users_select: select,
  channels_select: select,
  conversations_select: select,
  multi_static_select: multiSelect,
  multi_external_select: external,
  multi_users_select: multiSelect,
  multi_channels_select: multiSelect,
  multi_conversations_select: multiSelect,
  datepicker: dateField,
  timepicker: dateField,
  datetimepicker: dateField,
  checkboxes: boxes,
  radio_buttons: boxes,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: textInput,
};

function button(element, blockId, surface) {
  const style = ["primary", "danger"].includes(element.style) ? ` ${element.style}` : "";
  const look = { class: `button${style}`, "aria-label": element.accessibility_label };
  const node = element.url ? link(element.url, plain(element.text)) : el("button", { type: "button" }, plain(element.text));
  node.className = look.class;
  if (look["aria-label"]) node.setAttribute("aria-label", look["aria-label"]);
  node.addEventListener("click", () => surface.act(element, blockId, { value: element.value, text: element.text }, node));
  return { node };
}

function select(element, blockId, surface, names) {
  const { key, initial, groups } = offered(element, surface);
  const all = groups.flatMap((group) => group.options);
  const kept = surface.keptFor(blockId, element.action_id, element.type);
  const keptValue = kept && (kept[key]?.value ?? kept[key] ?? "");
  const chosen = kept ? keptValue : initial ?? "";
  const option = (one) => el("option", { value: one.value, selected: one.value === chosen }, one.text);
  const node = el("select", { class: "field-control", ...nameFor(element, names), ...describe(names) },
    el("option", { value: "", selected: !chosen }, plain(element.placeholder) || "Choose"),
    groups.map((group) => (group.label ? el("optgroup", { label: group.label }, group.options.map(option)) : group.options.map(option))));
  node.value = all.some((one) => one.value === chosen) ? chosen : "";
  const read = () => {
    const found = all.find((one) => one.value === node.value);
    return { [key]: found ? found.raw ?? found.value : null };
  };
  surface.register(blockId, element.action_id, element.type, read);
  changed(node, element, blockId, surface, names, read);
  return { node };
}

function dateField(element, blockId, surface, names) {
  const [type, key, initialKey] = FIELD_TYPES[element.type];
  const isInstant = element.type === "datetimepicker";
  const kept = surface.keptFor(blockId, element.action_id, element.type);
  const value = kept ? kept[key] : element[initialKey];
  const toField = (instant) => new Date(instant * 1000 - new Date(instant * 1000).getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  const node = el("input", {
    type,
    class: "field-control",
    value: value ? (isInstant ? toField(value) : value) : "",
    ...nameFor(element, names),
    ...describe(names),
  });
  const read = () => {
    if (!node.value) return { [key]: null };
    return { [key]: isInstant ? Math.floor(new Date(node.value).getTime() / 1000) : node.value };
  };
  surface.register(blockId, element.action_id, element.type, read);
  changed(node, element, blockId, surface, names, read);
  return { node };
}

// Menus outside input blocks tell the app at once; inside, only when the block asks for it.
function changed(node, element, blockId, surface, names, read) {
  if (names.silent) return;
  let last = node.value;
  node.addEventListener("change", async () => {
    if (await surface.act(element, blockId, read(), node)) last = node.value;
    else node.value = last;
  });
}
