// Draws Block Kit blocks. A `surface` says how to send what people press and keeps what they filled in.
import { control } from "./controls.js";
import { el, freshId } from "./dom.js";
import { inputBlock } from "./inputs.js";
import { markdown } from "./markdown.js";
import { richText } from "./richtext.js";
import { table } from "./table.js";
import { plain, textOf } from "./text.js";

export function drawBlocks(blocks, surface) {
  return (blocks || []).map((block) => drawBlock(block, surface));
}

const DRAW = {
  header: (block) => el("h3", { class: "block header-block" }, plain(block.text)),
  section,
  context,
  divider: () => el("hr", { class: "block" }),
  actions,
  image,
  input: inputBlock,
  markdown: (block) => el("div", { class: "block rich" }, markdown(block.text)),
  table,
  rich_text: (block, surface) => el("div", { class: "block" }, richText(block, surface.names)),
};

function drawBlock(block, surface) {
  if (!Object.hasOwn(DRAW, block.type)) {
    return el("p", { class: "block not-drawn" }, `This block (${block.type}) is not drawn here.`);
  }
  return DRAW[block.type](block, surface);
}

function section(block, surface) {
  const id = freshId("section");
  const text = block.text && el("div", { class: "section-text", id }, textOf(block.text, surface));
  const fields = block.fields && el("div", { class: "fields" },
    block.fields.map((field) => el("div", { class: "field" }, textOf(field, surface))));
  const wide = ["checkboxes", "radio_buttons"].includes(block.accessory?.type);
  return el("div", { class: `block section${block.accessory ? " with-accessory" : ""}${wide ? " wide" : ""}` },
    el("div", { class: "section-main" }, text, fields),
    block.accessory && el("div", { class: "accessory" }, accessory(block, surface, text ? id : null)));
}

function accessory(block, surface, textId) {
  if (block.accessory.type === "image") return picture(block.accessory, "thumb");
  return control(block.accessory, block.block_id, surface, { describedby: textId }).node;
}

function context(block, surface) {
  return el("div", { class: "block context" }, (block.elements || []).map((part) =>
    part.type === "image" ? picture(part, "tiny") : el("span", {}, textOf(part, surface))));
}

function actions(block, surface) {
  return el("div", { class: "block actions" }, (block.elements || []).map((part) =>
    control(part, block.block_id, surface, {}).node));
}

function image(block) {
  const title = block.title && el("figcaption", {}, plain(block.title));
  return el("figure", { class: "block" }, title, picture(block, "full"));
}

// Pictures come from this workspace only. `page_url` is what the page's own server made of a slack_file.
export function picture(part, size) {
  const url = part.page_url || part.image_url || "";
  const alt = part.alt_text || "";
  let own = false;
  try {
    own = new URL(url, location.href).origin === location.origin && url !== "";
  } catch {
    own = false;
  }
  if (!own) return el("p", { class: "not-drawn" }, `Picture from elsewhere, not loaded: ${alt || "no description"}`);
  const img = el("img", { src: url, alt, class: `picture ${size}`, decoding: "async" });
  img.addEventListener("error", () => img.replaceWith(el("p", { class: "not-drawn" }, `Picture not found: ${alt}`)));
  if (size !== "full") return img;
  return el("a", { class: "picture-link", href: url, target: "_blank", rel: "noopener", "aria-label": `Open picture: ${alt}` }, img);
}
