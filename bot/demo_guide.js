// The demo's guide: what a visitor may try first, ticked off as it is done. It can be folded to one line.

const LOOK = 4000; // milliseconds between two looks
const FOLDED = "guide-folded";

export function mount(element) {
  new Guide(element).start();
}

function node(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

class Guide {
  constructor(element) {
    this.title = node("strong", {});
    this.list = node("ol", { class: "guide-steps" });
    this.note = node("p", { class: "bar-note" });
    this.fold = node("button", { type: "button", class: "button", "aria-expanded": "true" });
    this.fold.addEventListener("click", () => this.setFolded(!this.folded));
    this.body = node("div", { class: "guide-body" }, this.list, this.note);
    element.classList.add("guide");
    element.setAttribute("aria-label", "Guide");
    element.append(node("div", { class: "guide-head" }, this.title, this.fold), this.body);
    this.setFolded(localStorage.getItem(FOLDED) === "yes");
  }

  start() {
    this.look();
    setInterval(() => document.hidden || this.look(), LOOK);
  }

  setFolded(folded) {
    this.folded = folded;
    localStorage.setItem(FOLDED, folded ? "yes" : "no");
    this.body.hidden = folded;
    this.fold.setAttribute("aria-expanded", String(!folded));
    this.fold.textContent = folded ? "Show" : "Hide";
    this.head();
  }

  async look() {
    let told;
    try {
      told = await (await fetch("/guide", { cache: "no-store" })).json();
    } catch {
      return; // the page says itself that the connection is gone
    }
    const mark = JSON.stringify(told);
    if (mark === this.mark) return;
    this.mark = mark;
    this.told = told;
    this.list.replaceChildren(...told.steps.map((step, n) =>
      node("li", { value: n + 1, ...(step.done && { class: "done" }) }, step.words, ...(step.done ? [node("span", { class: "unseen" }, " (done)")] : []))));
    this.note.textContent = told.note;
    this.head();
  }

  head() {
    if (!this.told) return;
    const done = this.told.steps.filter((step) => step.done).length;
    this.title.textContent = this.folded ? `Three things to try: ${done} of ${this.told.steps.length} done` : this.told.title;
  }
}
