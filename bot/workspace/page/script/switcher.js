// "Who am I": a button that opens a list of the people whose eyes one can look through.
import { el, fill, freshId } from "./dom.js";
import { avatar } from "./people.js";

function who(one) {
  return el("span", { class: "switcher-name" }, one.name, one.title && el("span", { class: "switcher-title" }, one.title));
}

export class Switcher {
  constructor(parent, choose) {
    this.choose = choose;
    this.listId = freshId("people");
    this.labelId = freshId("people");
    this.chosen = el("span", { class: "switcher-chosen", id: freshId("me") });
    this.button = el("button", { type: "button", class: "switcher-button", "aria-haspopup": "listbox", "aria-expanded": "false",
      "aria-controls": this.listId, "aria-labelledby": `${this.labelId} ${this.chosen.id}` }, this.chosen);
    this.list = el("ul", { class: "switcher-list", role: "listbox", id: this.listId, tabindex: "-1", hidden: true, "aria-labelledby": this.labelId });
    parent.append(el("span", { class: "switcher-label", id: this.labelId }, "You are"), this.button, this.list);
    this.typed = "";
    this.wire(parent);
  }

  draw(state) {
    const mark = JSON.stringify([state.me, state.people]);
    if (mark === this.mark) return;
    this.mark = mark;
    this.people = state.people.filter((one) => !one.deleted);
    this.me = state.me;
    const me = state.people.find((one) => one.id === state.me);
    const waiting = this.people.some((one) => one.unread && one.id !== this.me);
    fill(this.chosen, avatar(me), who(me), waiting && el("span", { class: "dot", title: "Others have new messages" }));
    fill(this.list, this.people.map((one) => this.option(one)));
    if (!this.list.hidden) this.point(Math.min(this.at, this.people.length - 1));
  }

  option(one) {
    return el("li", { role: "option", id: `${this.listId}-${one.id}`, "aria-selected": String(one.id === this.me), on: { click: () => this.pick(one.id) } },
      avatar(one, "small"),
      who(one),
      one.unread > 0 && el("span", { class: "badge" }, one.unread, el("span", { class: "unseen" }, " new")));
  }

  wire(parent) {
    this.button.addEventListener("click", () => this.show(this.list.hidden));
    this.button.addEventListener("keydown", (event) => {
      if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
      event.preventDefault();
      this.show(true);
    });
    this.list.addEventListener("keydown", (event) => this.key(event));
    parent.addEventListener("focusout", (event) => {
      if (!parent.contains(event.relatedTarget)) this.hide();
    });
  }

  show(open) {
    if (!open) return this.hide();
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.list.focus();
    return this.point(Math.max(0, this.people.findIndex((one) => one.id === this.me)));
  }

  hide() {
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  point(at) {
    this.at = at;
    const options = [...this.list.children];
    options.forEach((option, index) => option.classList.toggle("pointed", index === at));
    this.list.setAttribute("aria-activedescendant", options[at]?.id || "");
    options[at]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const last = this.people.length - 1;
    const next = { ArrowDown: Math.min(this.at + 1, last), ArrowUp: Math.max(this.at - 1, 0), Home: 0, End: last }[event.key];
    if (next !== undefined) this.point(next);
    else if (event.key === "Enter" || event.key === " ") this.pick(this.people[this.at].id);
    else if (event.key === "Escape") this.back();
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) this.search(event.key);
    else return;
    event.preventDefault();
  }

  search(letter) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.typed = ""; }, 700);
    this.typed += letter.toLowerCase();
    const found = this.people.findIndex((one) => one.name.toLowerCase().startsWith(this.typed));
    if (found >= 0) this.point(found);
  }

  back() {
    this.hide();
    this.button.focus();
  }

  pick(id) {
    this.back();
    this.choose(id);
  }
}
