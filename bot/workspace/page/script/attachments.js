// The attachments of a message: set off by a bar in their colour, with words, fields or blocks in them.
import { drawBlocks, picture } from "./blocks.js";
import { el } from "./dom.js";
import { link, mrkdwn } from "./mrkdwn.js";

const COLOURS = { good: "#2f8f5b", warning: "#c9891a", danger: "#c0392b" };

export function attachments(all, surface) {
  return (all || []).map((one) => attachment(one, surface));
}

function attachment(one, surface) {
  const said = (text) => mrkdwn(text, surface.names);
  const title = one.title && el("p", { class: "attachment-title" }, one.title_link ? link(one.title_link, one.title) : one.title);
  const inside = [
    one.author_name && el("p", { class: "attachment-small" }, one.author_name),
    title,
    one.text && el("div", {}, said(one.text)),
    one.fields?.length && el("div", { class: "fields" }, one.fields.map((field) =>
      el("div", { class: "field" }, el("strong", {}, field.title || ""), el("div", {}, said(field.value || ""))))),
    one.blocks && drawBlocks(one.blocks, surface),
    one.image_url && picture({ image_url: one.image_url, alt_text: one.title || one.fallback }, "full"),
    one.footer && el("p", { class: "attachment-small" }, one.footer),
  ].filter(Boolean);
  const body = el("div", { class: "attachment-body" }, inside.length ? inside : one.fallback);
  const colour = COLOURS[one.color] || (/^#?[0-9a-f]{6}$/i.test(one.color || "") ? `#${one.color.replace("#", "")}` : "");
  if (colour) body.style.borderLeftColor = colour;
  return el("div", { class: "attachment" }, one.pretext && el("div", {}, said(one.pretext)), body);
}
