// The panel on the side that holds one thread.
import { Composer } from "./composer.js";
import { byId, el, fill, freshId } from "./dom.js";
import { KeyedList } from "./keyed.js";
import { drawMessage } from "./message.js";
import { Follow } from "./scroll.js";

export class ThreadPanel {
  // `send(text)` posts into the thread, `close()` leaves it.
  constructor({ send, close }) {
    this.node = byId("thread");
    this.close = close;
    this.list = el("ol", { class: "message-list" });
    this.scroller = el("section", { class: "messages", tabindex: "0", "aria-label": "Messages in this thread" }, this.list);
    this.follow = new Follow(this.scroller, this.list);
    this.composer = new Composer({ id: freshId("reply"), send });
    this.where = el("p", { class: "thread-where" });
    const cross = el("button", { type: "button", class: "button quiet cross", "aria-label": "Close the thread", on: { click: close } }, "×");
    fill(this.node,
      el("header", { class: "panel-head" }, el("div", {}, el("h2", { id: "thread-name", tabindex: "-1" }, "Thread"), this.where), cross),
      this.scroller, this.composer.node);
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) close();
    });
    this.ts = null;
  }

  draw(thread, view, { where, key, closed, choices }) {
    const opened = thread?.ts !== this.ts;
    this.ts = thread?.ts ?? null;
    this.node.hidden = !thread;
    document.body.classList.toggle("in-thread", Boolean(thread));
    if (!thread) return;
    if (opened) {
      this.before = document.activeElement;
      this.keyed = new KeyedList(this.list);
      this.list.replaceChildren();
    }
    this.where.textContent = where;
    this.keyed.update(items(thread, { ...view, openThread: null }));
    this.composer.draw({ key, label: "Reply in this thread", placeholder: "Reply…", closed, choices });
    if (opened) this.composer.area.focus();
    // One author's details are read from their beginning, a conversation from where it stands.
    const told = thread.messages.length > 2 && thread.messages.every((one) => one.user === thread.messages[0].user);
    if (opened && told) this.follow.to(0);
    else if (opened || this.follow.stick) this.follow.toEnd();
  }
}

function items(thread, view) {
  const replies = thread.messages.length - 1;
  const out = [];
  thread.messages.forEach((message, index) => {
    out.push({
      key: message.ts + (message.ephemeral ? "e" : ""),
      signature: JSON.stringify({ ...message, entered: null }),
      make: (old, memory) => drawMessage(message, view, {}, old, memory),
    });
    if (index === 0 && replies > 0) {
      const words = replies === 1 ? "1 reply" : `${replies} replies`;
      out.push({ key: "count", signature: words, make: () => el("li", { class: "reply-count" }, el("span", {}, words)) });
    }
  });
  return out;
}
