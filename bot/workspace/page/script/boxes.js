// Checkboxes and radio buttons, as a named group.
import { textOf } from "./text.js";
import { el, freshId } from "./dom.js";

export function boxes(element, blockId, surface, names) {
  const single = element.type === "radio_buttons";
  const kept = surface.keptFor(blockId, element.action_id, element.type);
  const initial = single ? [element.initial_option] : element.initial_options || [];
  const before = kept ? (single ? [kept.selected_option] : kept.selected_options) : initial;
  const chosen = new Set((before || []).filter(Boolean).map((option) => option.value));
  const group = freshId("choice");
  const inputs = element.options.map((option) => box(option, { single, group, checked: chosen.has(option.value) }));
  const node = el("div", {
    class: "boxes",
    role: single ? "radiogroup" : "group",
    id: names.id,
    "aria-labelledby": names.labelledby || names.describedby,
    "aria-label": names.labelledby || names.describedby ? null : "Choose",
    "aria-describedby": names.labelledby ? names.describedby : null,
    "aria-invalid": single && names.invalid ? "true" : null,
  }, inputs.map(({ input, option }) => row(input, option, surface)));
  const read = () => {
    const picked = inputs.filter(({ input }) => input.checked).map(({ option }) => option);
    return single ? { selected_option: picked[0] ?? null } : { selected_options: picked };
  };
  surface.register(blockId, element.action_id, element.type, read);
  if (!names.silent) node.addEventListener("change", () => surface.act(element, blockId, read()));
  return { node, focus: inputs[0]?.input };
}

function box(option, { single, group, checked }) {
  const input = el("input", { type: single ? "radio" : "checkbox", name: group, id: freshId("box"), checked });
  return { input, option };
}

function row(input, option, surface) {
  const noteId = option.description ? freshId("box-note") : null;
  if (noteId) input.setAttribute("aria-describedby", noteId);
  return el("div", { class: "box" }, input, el("div", {},
    el("label", { for: input.id }, textOf(option.text, surface)),
    noteId && el("div", { class: "box-note", id: noteId }, textOf(option.description, surface))));
}
