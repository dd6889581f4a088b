// A file that goes along with what is written: a button that chooses it, and its name with a cross until it is sent.
import { el } from "./dom.js";

export class Attachment {
  // `changed()` is called when a file was chosen or put back.
  constructor(changed) {
    this.changed = changed;
    this.file = null;
    this.input = el("input", { type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true",
      on: { change: () => this.input.files[0] && this.take(this.input.files[0]) } });
    this.button = el("button", { type: "button", class: "button quiet attach", "aria-label": "Attach a file", title: "Attach a file",
      on: { click: () => this.input.click() } }, el("span", { "aria-hidden": "true" }, "+"));
    this.name = el("span", { class: "attached-name" });
    this.chip = el("p", { class: "attached", hidden: true }, this.name,
      el("button", { type: "button", class: "button quiet cross", "aria-label": "Do not send this file", on: { click: () => {
        this.clear();
        this.button.focus();
      } } }, "\u00d7"));
  }

  take(file) {
    this.file = file;
    this.name.textContent = file.name;
    this.chip.hidden = false;
    this.changed();
  }

  clear() {
    if (!this.file) return;
    this.file = null;
    this.input.value = "";
    this.chip.hidden = true;
    this.changed();
  }
}
