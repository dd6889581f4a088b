// Turns chat markup into elements: bold, italic, strike, code, quotes, links, mentions. Whatever is not markup is text.
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { dateToken } from "./time.js";

const FENCE = /```([\s\S]*?)```/;
const INLINE = /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+'-]+(?:::[a-z0-9-]+)?):/i;
const MARKS = { "*": "strong", _: "em", "~": "s" };

export function unescape(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

export function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function webAddress(url) {
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
  } catch {
    return null;
  }
}

// Only http and https become links; anything else stays readable text.
export function link(url, label) {
  const safe = webAddress(url);
  if (safe === null) return el("span", {}, label);
  return el("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, label);
}

export function mention(kind, text, mine = false) {
  return el("span", { class: `mention mention-${kind}${mine ? " mention-me" : ""}` }, text);
}

// `names` answers person(id), channel(id); `names.me`, `names.now`, `names.zone` are the reader's.
export function mrkdwn(text, names) {
  const out = [];
  let rest = String(text ?? "");
  let match = FENCE.exec(rest);
  while (match) {
    out.push(...lines(rest.slice(0, match.index).replace(/\n$/, ""), names));
    out.push(el("pre", {}, el("code", {}, unescape(match[1].replace(/^\n|\n$/g, "")))));
    rest = rest.slice(match.index + match[0].length).replace(/^\n/, "");
    match = FENCE.exec(rest);
  }
  out.push(...lines(rest, names));
  return out;
}

function lines(text, names) {
  if (!text) return [];
  const out = [];
  let quote = [];
  let first = true;
  const closeQuote = () => {
    if (quote.length) out.push(el("blockquote", {}, breaks(quote, names)));
    if (quote.length) first = true;
    quote = [];
  };
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted) {
      quote.push(quoted[1]);
      continue;
    }
    closeQuote();
    if (!first) out.push(el("br"));
    out.push(...inline(line, names));
    first = false;
  }
  closeQuote();
  return out;
}

function breaks(texts, names) {
  return texts.flatMap((text, index) => [index ? el("br") : null, ...inline(text, names)]);
}

// First the parts in which nothing else counts (code, links, emoji), then the marks around what is left.
function inline(text, names) {
  const pieces = [];
  let rest = text;
  let match = INLINE.exec(rest);
  while (match) {
    if (match.index) pieces.push(rest.slice(0, match.index));
    pieces.push(atom(match, names));
    rest = rest.slice(match.index + match[0].length);
    match = INLINE.exec(rest);
  }
  if (rest) pieces.push(rest);
  return marks(pieces, names);
}

function atom(match, names) {
  if (match[1] !== undefined) return el("code", {}, unescape(match[1]));
  const made = match[3] === undefined ? angle(match[2], names) : emoji(match[3]);
  // Finished text, in which no mark counts any more.
  return typeof made === "string" ? document.createTextNode(made) : made;
}

function angle(inside, names) {
  const bar = inside.indexOf("|");
  const head = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : unescape(inside.slice(bar + 1));
  if (head.startsWith("@")) return personMention(head.slice(1), names, label);
  if (head.startsWith("#")) return mention("channel", `#${names.channel(head.slice(1)) || label || "unknown channel"}`);
  if (head.startsWith("!date^")) return date(head, label, names);
  if (head.startsWith("!")) return mention("all", label || `@${head.slice(1).split("^")[0]}`, true);
  if (/^(mailto|tel):/.test(head)) return label || unescape(head.slice(head.indexOf(":") + 1));
  return webAddress(unescape(head)) ? link(unescape(head), label || unescape(head)) : unescape(`<${inside}>`);
}

export function personMention(id, names, label = "") {
  return mention("person", `@${names.person(id) || label || "unknown person"}`, id === names.me);
}

function date(head, label, names) {
  const [, stamp, pattern, url] = head.split("^");
  if (!/^\d+$/.test(stamp || "") || !pattern) return label || head;
  const said = pattern.replace(/\{([a-z_]+)\}/g, (_, token) => dateToken(token, stamp, names.now, names.zone));
  return url ? link(url, said) : el("time", { datetime: new Date(stamp * 1000).toISOString() }, said);
}

// `pieces` are strings and finished nodes; a mark may open in one string and close in a later one.
function marks(pieces, names) {
  const tokens = pieces.flatMap((piece) => (typeof piece === "string" ? [...piece] : [piece]));
  return read(tokens, 0, tokens.length);
}

function read(tokens, from, to) {
  const out = [];
  let plain = "";
  const flush = () => {
    if (plain) out.push(unescape(plain));
    plain = "";
  };
  let at = from;
  while (at < to) {
    const token = tokens[at];
    const end = typeof token === "string" && Object.hasOwn(MARKS, token) ? closing(tokens, at, to) : -1;
    if (end > 0) {
      flush();
      out.push(el(MARKS[token], {}, read(tokens, at + 1, end)));
      at = end + 1;
    } else {
      if (typeof token === "string") plain += token;
      else {
        flush();
        out.push(token);
      }
      at += 1;
    }
  }
  flush();
  return out;
}

// A mark opens after a space or punctuation, before something that is not a space; it closes the other way round.
function closing(tokens, at, to) {
  const mark = tokens[at];
  if (isWord(tokens[at - 1]) || isGap(tokens[at + 1]) || tokens[at + 1] === mark) return -1;
  for (let end = at + 2; end < to; end += 1) {
    if (tokens[end] === mark && !isGap(tokens[end - 1]) && !(end + 1 < to && isWord(tokens[end + 1]))) return end;
  }
  return -1;
}

const isGap = (token) => token === undefined || (typeof token === "string" && /\s/.test(token));
const isWord = (token) => typeof token === "string" && /[\p{L}\p{N}]/u.test(token);
