// The list of messages of a channel: days, the line above what is new, what to show when there is nothing yet.
import { el, fill } from "./dom.js";
import { KeyedList } from "./keyed.js";
import { drawMessage } from "./message.js";
import { Follow } from "./scroll.js";
import { dayKey, dayName } from "./time.js";

const TOGETHER = 300; // seconds within which one person's messages stand under one name
const ANSWERS_IN = 10000; // milliseconds after a press within which what comes is its answer

export class MessageList {
  constructor({ earlier }) {
    this.list = el("ol", { class: "message-list" });
    this.keyed = new KeyedList(this.list);
    this.earlier = el("button", { type: "button", class: "button quiet earlier", on: { click: earlier } }, "Show earlier messages");
    this.empty = el("div", { class: "empty" });
    this.jump = el("button", { type: "button", class: "button jump", hidden: true, on: { click: () => this.toEnd(null) } }, "Newest messages ↓");
    this.scroller = el("section", { id: "messages", class: "messages", tabindex: "0" }, this.earlier, this.empty, this.list);
    this.node = el("div", { class: "messages-holder" }, this.scroller, this.jump);
    this.follow = new Follow(this.scroller, this.list, (atEnd) => { if (atEnd) this.jump.hidden = true; });
    this.scroller.addEventListener("keydown", (event) => this.walk(event));
    this.place = null;
    this.pressed = 0;
  }

  draw(place, view, { lineAfter, label, hint }) {
    const opened = this.place !== place.id;
    const count = this.list.childElementCount;
    if (opened) this.open(place.id);
    const before = this.last()?.closest("li");
    this.scroller.setAttribute("aria-label", label);
    const height = this.scroller.scrollHeight;
    this.keyed.update(this.items(place.messages, view, lineAfter));
    this.earlier.hidden = !place.more;
    this.empty.hidden = place.messages.length > 0;
    fill(this.empty, hint);
    const fresh = this.firstAfter(before);
    const left = this.left;
    this.left = undefined;
    if (opened) this.toStart(lineAfter);
    else if (left?.place === place.id && left.ts !== this.newest()?.dataset.ts) this.toEnd(this.newest());
    else if (this.follow.stick || (fresh && this.awaiting())) this.toEnd(fresh);
    else if (this.grewAbove) this.follow.to(this.scroller.scrollTop + this.scroller.scrollHeight - height);
    else if (this.list.childElementCount > count) this.jump.hidden = false;
    this.grewAbove = false;
  }

  // Something was pressed: what answers it is shown, wherever one was reading.
  expect() {
    this.pressed = Date.now();
  }

  awaiting() {
    return Date.now() - this.pressed < ANSWERS_IN;
  }

  // Time is moved on: what is called once it stands lets the next drawing show the newest of what came meanwhile.
  leaving() {
    const left = { place: this.place, ts: this.newest()?.dataset.ts };
    return () => { this.left = left; };
  }

  newest() {
    return this.last()?.closest("li");
  }

  open(id) {
    this.place = id;
    this.keyed = new KeyedList(this.list);
    this.list.replaceChildren();
  }

  items(messages, view, lineAfter) {
    const items = [];
    let before = null;
    let line = false;
    for (const message of messages) {
      const newDay = !before || dayKey(before.ts, view.names.zone) !== dayKey(message.ts, view.names.zone);
      if (newDay) items.push(day(message, view));
      if (!line && lineAfter && Number(message.ts) > Number(lineAfter) && message.user !== view.names.me) {
        line = true;
        items.push({ key: "new", signature: "new", make: () => el("li", { class: "new-line", id: "new-line" }, el("span", {}, "New messages")) });
      }
      const compact = !newDay && together(before, message) && items.at(-1).key !== "new";
      items.push({
        key: `m${message.ts}${message.ephemeral ? "e" : ""}`,
        signature: JSON.stringify([{ ...message, entered: null }, compact]),
        make: (old, memory) => drawMessage(message, view, { compact }, old, memory),
      });
      before = message;
    }
    return items;
  }

  toStart(lineAfter) {
    const line = lineAfter && this.list.querySelector("#new-line");
    if (line && this.scroller.scrollHeight > this.scroller.clientHeight) this.follow.to(Math.max(0, line.offsetTop - 60));
    else this.toEnd(this.newest());
  }

  // The first message that has come since `before` was the last one, or the only one; nothing where none has.
  firstAfter(before) {
    if (!before) return this.list.querySelectorAll("[data-ts]").length === 1 ? this.newest() : undefined;
    let next = before.isConnected ? before.nextElementSibling : null;
    while (next && !next.dataset.ts) next = next.nextElementSibling;
    return next ?? undefined;
  }

  // The end; where what came last is longer than the window, its beginning.
  toEnd(from) {
    this.follow.toEnd(from);
    this.jump.hidden = true;
  }

  // Arrow keys go from message to message; Tab goes into the controls of the one that has the focus.
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const onMessage = event.target === this.scroller || event.target.tagName === "ARTICLE";
    if (!step || !onMessage) return;
    const all = [...this.list.querySelectorAll("article")];
    const at = all.indexOf(event.target);
    const next = at < 0 ? all.at(-1) : all[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  last() {
    return [...this.list.querySelectorAll("article")].at(-1);
  }
}

function day(message, view) {
  const words = dayName(message.ts, view.names.now, view.names.zone);
  return { key: `d${dayKey(message.ts, view.names.zone)}`, signature: words, make: () => el("li", { class: "day" }, el("h3", {}, words)) };
}

function together(before, message) {
  return before && before.user === message.user && before.username === message.username && Boolean(before.ephemeral) === Boolean(message.ephemeral)
    && Number(message.ts) - Number(before.ts) < TOGETHER;
}
