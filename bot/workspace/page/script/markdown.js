// Turns standard markdown, as it stands in markdown blocks, into elements. What Slack does not know stays text.
import { el } from "./dom.js";
import { link } from "./mrkdwn.js";

const FENCE = /^```/;
const ITEM = /^(\s*)(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const INLINE = /\\([\\`*_{}[\]()#+\-.!~>])|`([^`]+)`|!?\[([^\]]*)\]\(([^\s)]+)\)|(\*\*\*|\*\*|__|~~|\*|_)(?=\S)([\s\S]*?\S)\5/;

export function markdown(text) {
  const lines = String(text ?? "").split("\n");
  const out = [];
  let at = 0;
  while (at < lines.length) {
    const [node, next] = piece(lines, at);
    if (node) out.push(node);
    at = next;
  }
  return out;
}

function piece(lines, at) {
  const line = lines[at];
  if (!line.trim()) return [null, at + 1];
  if (FENCE.test(line)) return fenced(lines, at);
  const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line);
  if (heading) return [el("p", {}, el("strong", {}, inline(heading[1]))), at + 1];
  if (/^>\s?/.test(line)) return gathered(lines, at, (one) => /^>\s?/.test(one), (some) => el("blockquote", {}, broken(some.map((one) => one.replace(/^>\s?/, "")))));
  if (ITEM.test(line)) return gathered(lines, at, (one) => ITEM.test(one) && (isNumbered(one) === isNumbered(line) || /^\s/.test(one)), list);
  return gathered(lines, at, (one) => one.trim() && !FENCE.test(one) && !/^(#{1,6}\s|>)/.test(one) && !ITEM.test(one), (some) => el("p", {}, broken(some)));
}

function gathered(lines, at, belongs, make) {
  let end = at + 1;
  while (end < lines.length && belongs(lines[end])) end += 1;
  return [make(lines.slice(at, end)), end];
}

function fenced(lines, at) {
  let end = at + 1;
  while (end < lines.length && !FENCE.test(lines[end])) end += 1;
  return [el("pre", {}, el("code", {}, lines.slice(at + 1, end).join("\n"))), end + 1];
}

const isNumbered = (line) => ITEM.exec(line)[2] !== undefined;

function list(lines) {
  const ordered = isNumbered(lines[0]);
  return el(ordered ? "ol" : "ul", {}, lines.map((line) => {
    const [, indent, , words] = ITEM.exec(line);
    return el("li", { class: `indent-${Math.min(Math.floor(indent.length / 2), 5)}` }, inline(words));
  }));
}

function broken(lines) {
  return lines.flatMap((line, index) => [index ? el("br") : null, ...inline(line)]);
}

function inline(text) {
  const out = [];
  let rest = text;
  let match = INLINE.exec(rest);
  while (match) {
    if (match.index) out.push(rest.slice(0, match.index));
    out.push(atom(match));
    rest = rest.slice(match.index + match[0].length);
    match = INLINE.exec(rest);
  }
  return rest ? [...out, rest] : out;
}

const MARKS = { "**": ["strong"], __: ["strong"], "***": ["strong", "em"], "*": ["em"], _: ["em"], "~~": ["s"] };

function atom([, sign, code, label, url, mark, inside]) {
  if (sign) return sign;
  if (code) return el("code", {}, code);
  if (url) return link(url, label || url);
  return MARKS[mark].reduceRight((node, tag) => el(tag, {}, node), inline(inside));
}
