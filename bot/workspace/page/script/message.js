// Draws one message: who, when, what they said, its blocks, its files, its thread.
import { attachments } from "./attachments.js";
import { drawBlocks, picture } from "./blocks.js";
import { el, freshId } from "./dom.js";
import { emoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { Surface } from "./surface.js";
import { clockTime, dateOf, fullTime, shortWhen } from "./time.js";

// `view` is {names, people, channels, press(message, action, values), openThread(ts) or null}.
export function drawMessage(message, view, { compact = false } = {}, before, memory) {
  const whole = view.names.whole(message.user);
  const author = message.username ? { ...whole, name: message.username } : whole;
  const headId = freshId("from");
  const surface = new Surface({
    ...view,
    kind: "message",
    kept: before?.surface?.values() ?? message.entered,
    send: (action, values) => view.press(message, action, values),
    suggest: (block, action, query) => view.suggest({ channel: message.channel, message: message.ts }, block, action, query),
  });
  if (memory) memory.surface = surface;
  const classes = ["message", compact && "compact", message.ephemeral && "private", author.bot && message.blocks?.length && "has-blocks"];
  return el("li", { class: classes.filter(Boolean).join(" "), "data-ts": message.ts },
    el("article", { tabindex: "-1", "aria-labelledby": headId },
      el("div", { class: "message-side" }, compact ? shortTime(message, view) : avatar(author)),
      el("div", { class: "message-body" },
        head(author, message, view, headId, compact),
        content(message, surface, view),
        attachments(message.attachments, surface),
        reactions(message),
        files(message),
        threadLink(message, view)),
      view.openThread && !message.ephemeral && replyButton(message, view)));
}

function shortTime(message, view) {
  return el("span", { class: "side-time", "aria-hidden": "true" }, clockTime(message.ts, view.names.zone).replace(/ [ap]m/, ""));
}

function head(author, message, view, id, compact) {
  const zone = view.names.zone;
  return el("p", { class: `message-head${compact ? " unseen" : ""}`, id },
    el("strong", { class: "author", title: author.name }, author.name),
    author.bot && el("span", { class: "tag" }, "App"),
    el("time", { datetime: dateOf(message.ts).toISOString(), title: fullTime(message.ts, zone) }, clockTime(message.ts, zone)),
    message.ephemeral && el("span", { class: "only-you" }, "Only visible to you"));
}

function content(message, surface, view) {
  const drawn = message.blocks?.length ? drawBlocks(message.blocks, surface) : message.text && el("div", { class: "words" }, mrkdwn(message.text, view.names));
  if (!drawn) return null;
  return el("div", { class: message.blocks?.length ? "blocks" : "plain" }, drawn,
    message.edited && el("span", { class: "edited" }, "(edited)"));
}

function reactions(message) {
  const all = message.reactions || [];
  if (!all.length) return null;
  return el("ul", { class: "reactions", "aria-label": "Reactions" }, all.map((one) =>
    el("li", { title: `:${one.name}:` }, emoji(one.name), ` ${one.count}`)));
}

function files(message) {
  const all = message.files || [];
  if (!all.length) return null;
  return el("ul", { class: "files" }, all.map((file) => el("li", {}, isPicture(file) ? pictureFile(file) : otherFile(file))));
}

const isPicture = (file) => /^image\/(png|jpeg|gif|webp)$/.test(file.mimetype || "");

function pictureFile(file) {
  return el("figure", {}, el("figcaption", {}, file.title || file.name),
    picture({ page_url: file.url, alt_text: file.alt || file.title || file.name }, "full"));
}

function otherFile(file) {
  return el("a", { class: "file", href: file.url, download: file.name },
    el("span", { class: "file-kind", "aria-hidden": "true" }, (file.name.split(".").at(-1) || "file").slice(0, 4)),
    el("span", { class: "file-name" }, file.title || file.name),
    el("span", { class: "file-size" }, size(file.size)));
}

function size(bytes) {
  if (!bytes) return "";
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function threadLink(message, view) {
  if (!message.reply_count || !view.openThread) return null;
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return el("button", { type: "button", class: "thread-link", "data-action": `thread/${message.ts}`, on: { click: () => view.openThread(message.ts) } },
    (message.reply_users || []).slice(0, 4).map((id) => avatar(view.names.whole(id), "mini")),
    el("span", {}, words),
    message.latest_reply && el("span", { class: "thread-when" }, `last ${shortWhen(message.latest_reply, view.names.now, view.names.zone)}`));
}

function replyButton(message, view) {
  return el("button", { type: "button", class: "reply-button", "data-action": `reply/${message.ts}`, "aria-label": "Reply in thread", title: "Reply in thread",
    on: { click: () => view.openThread(message.ts) } }, "Reply");
}
