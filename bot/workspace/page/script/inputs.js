// An input block: its label, its control, its hint, and the error under it.
import { plain } from "./text.js";
import { control } from "./controls.js";
import { el, freshId } from "./dom.js";

const GROUPS = ["checkboxes", "radio_buttons"];

export function inputBlock(block, surface) {
  const ids = { control: freshId("field"), label: freshId("label"), hint: freshId("hint"), error: freshId("error") };
  const error = surface.errors[block.block_id];
  const described = [block.hint && ids.hint, error && ids.error].filter(Boolean).join(" ") || null;
  const built = control(block.element, block.block_id, surface, {
    id: ids.control,
    labelledby: ids.label,
    describedby: described,
    invalid: Boolean(error),
    required: !block.optional && !GROUPS.includes(block.element.type),
    silent: !block.dispatch_action,
  });
  if (block.element.focus_on_load) (built.focus || built.node).dataset.focus = "";
  const words = [plain(block.label), block.optional && el("span", { class: "optional" }, " (optional)")];
  const label = GROUPS.includes(block.element.type)
    ? el("p", { class: "label", id: ids.label }, words)
    : el("label", { class: "label", id: ids.label, for: ids.control }, words);
  return el("div", { class: `block input${error ? " wrong" : ""}`, "data-block": block.block_id },
    label,
    built.node,
    built.count,
    error && el("p", { class: "error", id: ids.error }, error),
    block.hint && el("p", { class: "hint", id: ids.hint }, plain(block.hint)));
}
