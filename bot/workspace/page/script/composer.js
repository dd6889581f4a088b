// Where people write: Enter sends, Shift+Enter makes a new line, "/" and "@" offer completions.
import { Attachment } from "./attachment.js";
import { completions } from "./completion.js";
import { el, fill, freshId } from "./dom.js";
import { escape } from "./mrkdwn.js";
import { avatar } from "./people.js";

const drafts = new Map();

export class Composer {
  // `send(marked, typed, file)` takes what was written, as chat markup and as typed, and a file or null; it resolves
  // to true when it went through.
  constructor({ id, send, up }) {
    this.send = send;
    this.up = up;
    this.key = ""; // the talk that is written to; null while another one is on its way
    this.held = false;
    this.picked = new Map();
    const listId = freshId("offers");
    const labelId = freshId("write");
    this.label = el("label", { class: "unseen", for: id, id: labelId });
    this.area = el("textarea", { id, rows: 1, class: "composer-text", autocomplete: "off", spellcheck: "true", maxlength: "12000",
      "aria-autocomplete": "list", "aria-controls": listId });
    this.offers = el("ul", { class: "offers", role: "listbox", id: listId, hidden: true, "aria-label": "Completions" });
    this.button = el("button", { type: "submit", class: "button primary send" }, "Send");
    this.attachment = new Attachment(() => this.grow());
    this.form = el("form", { class: "composer" }, this.label, this.offers, this.attachment.button, this.attachment.input,
      el("div", { class: "composer-words" }, this.attachment.chip, this.area), this.button);
    this.note = el("p", { class: "composer-note", hidden: true });
    this.node = el("div", { class: "composer-holder" }, this.form, this.note);
    this.wire();
  }

  draw({ key, label, placeholder, closed, choices }) {
    this.choices = choices;
    this.form.hidden = Boolean(closed);
    this.note.hidden = !closed;
    this.note.textContent = closed || "";
    this.label.textContent = label;
    this.area.placeholder = placeholder;
    if (key === this.key) return;
    this.leave();
    const early = this.area.value;
    const draft = drafts.get(key) || "";
    this.key = key;
    if (draft) this.area.value = [draft, early].filter(Boolean).join("\n");
    this.grow();
    if (this.held && !draft && !closed) this.go();
    this.held = false;
  }

  // Another talk is on its way: what stands here was for the one that is left, what is typed from now on for that one.
  leave() {
    if (this.key === null) return;
    drafts.set(this.key, this.area.value);
    this.key = null;
    this.clear();
  }

  wire() {
    this.area.addEventListener("input", () => {
      this.grow();
      this.offer();
    });
    this.area.addEventListener("keydown", (event) => this.press(event));
    this.area.addEventListener("blur", () => this.hide());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go();
    });
  }

  grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, 220)}px`;
    this.button.classList.toggle("ready", this.area.value.trim() !== "" || this.attachment.file !== null);
  }

  offer() {
    this.found = completions(this.area.value, this.area.selectionStart, this.choices);
    if (!this.found) return this.hide();
    fill(this.offers, this.found.options.map((option, index) => this.row(option, index)));
    this.offers.hidden = false;
    return this.point(this.found.exact ? -1 : 0);
  }

  row(option, index) {
    return el("li", { role: "option", id: `${this.offers.id}-${index}`, on: { mousedown: (event) => {
      event.preventDefault();
      this.take(index);
    } } },
    option.person && avatar(option.person, "small"),
    el("span", { class: "offer-label" }, option.label),
    option.note && el("span", { class: "offer-note" }, option.note));
  }

  point(at) {
    this.at = at;
    const rows = [...this.offers.children];
    rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
    if (rows[at]) this.area.setAttribute("aria-activedescendant", rows[at].id);
    else this.area.removeAttribute("aria-activedescendant");
    rows[at]?.scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.offers.hidden = true;
    this.found = null;
    this.area.removeAttribute("aria-activedescendant");
  }

  take(index) {
    const option = this.found.options[index];
    const { from } = this.found;
    const caret = from + option.insert.length;
    this.area.setRangeText(option.insert, from, this.area.selectionStart, "end");
    this.area.setSelectionRange(caret, caret);
    if (option.person) this.picked.set(`@${option.person.name}`, option.person.id);
    this.hide();
    this.grow();
  }

  press(event) {
    if (event.isComposing) return;
    if (this.found && this.pressInOffers(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.go();
    } else if (event.key === "ArrowUp" && this.area.value === "") {
      event.preventDefault();
      this.up?.();
    }
  }

  pressInOffers(event) {
    const count = this.found.options.length;
    if (event.key === "ArrowDown") this.point((this.at + 1) % count);
    else if (event.key === "ArrowUp") this.point((this.at - 1 + count) % count);
    else if (event.key === "Escape") this.hide();
    else if (event.key === "Tab" && !event.shiftKey) this.take(Math.max(this.at, 0));
    else if (event.key === "Enter" && !event.shiftKey && this.at >= 0) this.take(this.at);
    else return false;
    return true;
  }

  async go() {
    const typed = this.area.value.trim();
    const file = this.attachment.file;
    if ((!typed && !file) || this.busy) return;
    if (this.key === null) {
      this.held = true; // it goes once the talk is there
      return;
    }
    const key = this.key;
    this.busy = true;
    this.clear();
    const went = await this.send(this.marked(typed), typed, file);
    this.busy = false;
    if (!went && file && this.key === key) this.attachment.take(file);
    if (went) drafts.delete(key);
    else if (this.key === key && !this.area.value) this.restore(typed);
    else if (this.key !== key && !drafts.get(key)) drafts.set(key, typed);
  }

  clear() {
    this.area.value = "";
    this.attachment.clear();
    this.hide();
    this.grow();
  }

  restore(text) {
    this.area.value = text;
    this.grow();
  }

  // What was typed is text; only mentions that were picked from the list become mentions.
  marked(typed) {
    let text = escape(typed);
    const names = [...this.picked.keys()].sort((one, other) => other.length - one.length);
    for (const name of names) text = text.split(escape(name)).join(`<@${this.picked.get(name)}>`);
    return text;
  }
}
