// Fields for words and numbers, one line or several.
import { plain } from "./text.js";
import { describe, nameFor } from "./naming.js";
import { el } from "./dom.js";

const TYPES = { email_text_input: "email", url_text_input: "url", number_input: "text", plain_text_input: "text" };

export function textInput(element, blockId, surface, names) {
  const rich = element.type === "rich_text_input";
  const many = element.multiline || rich;
  const kept = surface.keptFor(blockId, element.action_id, element.type);
  const node = el(many ? "textarea" : "input", {
    type: many ? null : TYPES[element.type],
    inputmode: element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    class: "field-control",
    rows: many ? 4 : null,
    autocomplete: "off",
    placeholder: plain(element.placeholder) || null,
    maxlength: element.max_length || 3000,
    ...nameFor(element, names),
    ...describe(names),
  });
  node.value = kept ? written(kept) : rich ? "" : element.initial_value ?? "";
  const read = () => (rich ? { rich_text_value: asRichText(node.value) } : { value: node.value === "" ? null : node.value });
  surface.register(blockId, element.action_id, element.type, read);
  if (!names.silent) dispatchOn(node, element, blockId, surface, read);
  return { node, count: element.max_length ? counter(node, element.max_length) : null };
}

function written(kept) {
  if (!kept.rich_text_value) return kept.value ?? "";
  return kept.rich_text_value.elements.flatMap((part) => part.elements).map((part) => part.text).join("");
}

function asRichText(text) {
  if (!text) return null;
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };
}

function dispatchOn(node, element, blockId, surface, read) {
  const when = element.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  if (when.includes("on_character_entered")) node.addEventListener("input", () => surface.act(element, blockId, read()));
  if (!when.includes("on_enter_pressed")) return;
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    surface.act(element, blockId, read());
  });
}

// Says how many characters are left once few are.
function counter(node, limit) {
  const note = el("p", { class: "left", "aria-live": "polite" });
  node.addEventListener("input", () => {
    const left = limit - node.value.length;
    note.textContent = left <= Math.max(20, limit * 0.1) ? `${left} characters left` : "";
  });
  return note;
}
