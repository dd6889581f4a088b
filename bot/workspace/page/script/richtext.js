// Draws rich_text blocks: sections, lists, quotes, preformatted text and the styled parts inside them.
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { link, mention, personMention } from "./mrkdwn.js";
import { dateToken } from "./time.js";

const STYLES = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"]];

export function richText(block, names) {
  return el("div", { class: "rich" }, nested(block.elements || [], names));
}

// Lists that follow each other with a growing indent belong inside one another.
function nested(elements, names) {
  return elements.map((part) => piece(part, names));
}

function piece(part, names) {
  if (part.type === "rich_text_section") return el("p", {}, parts(part.elements, names));
  if (part.type === "rich_text_quote") return el("blockquote", {}, parts(part.elements, names));
  if (part.type === "rich_text_preformatted") return el("pre", {}, el("code", {}, parts(part.elements, names)));
  if (part.type === "rich_text_list") return list(part, names);
  return el("p", { class: "not-drawn" }, `This part (${part.type}) is not drawn here.`);
}

function list(part, names) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const indent = Math.min(Number(part.indent) || 0, 5);
  const start = tag === "ol" && part.offset ? part.offset + 1 : null;
  const items = (part.elements || []).map((item) => el("li", {}, parts(item.elements, names)));
  return el(tag, { class: `indent-${indent}`, start }, items);
}

function parts(elements, names) {
  return (elements || []).map((part) => styled(leaf(part, names), part.style)).flat();
}

function leaf(part, names) {
  const makers = {
    text: () => broken(part.text),
    link: () => link(part.url, part.text || part.url),
    user: () => personMention(part.user_id, names),
    channel: () => mention("channel", `#${names.channel(part.channel_id) || "unknown channel"}`),
    usergroup: () => mention("all", "@group"),
    broadcast: () => mention("all", `@${part.range}`, true),
    emoji: () => emoji(part.name),
    date: () => String(part.format || part.fallback || "").replace(/\{([a-z_]+)\}/g, (_, token) =>
      dateToken(token, part.timestamp, names.now, names.zone)),
    color: () => part.value,
  };
  return Object.hasOwn(makers, part.type) ? makers[part.type]() : "";
}

function broken(text) {
  return String(text ?? "").split("\n").flatMap((line, index) => [index ? el("br") : null, line]);
}

function styled(content, style) {
  if (!style) return content;
  return STYLES.reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), content);
}
