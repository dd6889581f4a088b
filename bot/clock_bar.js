// The demo's clock: shows the district's date and moves it on, while the bot does what it would have done.

const WATCH = 350; // milliseconds between two looks while time moves

export function mount(element, page) {
  new ClockBar(element, page).start();
}

function node(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

class ClockBar {
  constructor(element, page) {
    this.page = page;
    this.date = node("strong", {}, "…");
    this.next = node("span", { class: "bar-note" });
    this.said = node("span", { class: "unseen", role: "status" });
    this.buttons = [
      this.button("Next day", "next-day"),
      this.button("Next week", "next-week"),
      this.button("Next event", "next-event"),
    ];
    this.field = node("input", { type: "date", class: "field-control", "aria-label": "Date to go to", required: "" });
    this.to = node("button", { type: "submit", class: "button" }, "Go to date");
    const form = node("form", { class: "bar-tools" }, ...this.buttons, this.field, this.to);
    // On a phone the tools lie folded behind this button; elsewhere it is not shown.
    this.fold = node("button", { type: "button", class: "button bar-fold", "aria-expanded": "false" }, "Move time");
    this.unfold = (open) => this.fold.setAttribute("aria-expanded", String(form.classList.toggle("unfolded", open)));
    this.fold.addEventListener("click", () => this.unfold());
    this.stop = node("button", { type: "button", class: "button bar-stop", hidden: "" }, "Stop");
    this.stop.addEventListener("click", () => this.ask("/clock/stop", {}));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.field.value) this.move("to", `To ${this.field.value}`, { date: this.field.value });
    });
    element.setAttribute("aria-label", "Clock");
    element.append(node("div", { class: "bar-words" }, this.date, this.next), this.said, this.fold, this.stop, form);
    this.busy = false;
  }

  button(words, path) {
    const made = node("button", { type: "button", class: "button" }, words);
    made.addEventListener("click", () => this.move(path, words));
    return made;
  }

  async start() {
    await this.look();
    // Somebody else, or the command line, may move the clock as well.
    document.addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.busy || document.hidden || this.look(), 5000);
  }

  async move(path, words, body = {}) {
    if (this.busy) return;
    this.problem = "";
    this.unfold(false);
    this.setBusy(true);
    this.say(`${words}: time is moving…`);
    const arrived = this.page?.leaving?.();
    const watching = setInterval(() => this.look(), WATCH);
    const moved = await this.ask(`/clock/${path}`, body);
    clearInterval(watching);
    this.problem = moved.error || "";
    this.busy = false;
    await this.look();
    this.setBusy(false);
    if (this.problem) this.say(this.problem);
    else this.said.textContent = `It is now ${this.date.textContent}.`;
    arrived?.();
    this.page?.refresh();
  }

  async look() {
    const now = await this.ask("/clock");
    if (now.error) return;
    this.date.textContent = now.date_text;
    if (!this.field.value || !this.field.matches(":focus")) this.field.value = now.now.slice(0, 10);
    this.field.min = now.now.slice(0, 10);
    if (!this.busy) this.setBusy(now.moving, true);
    if (now.moving) this.next.textContent = now.doing || "Time is moving…";
    const next = now.next ? `Next: ${now.next}` : now.idle || "Nothing is due.";
    if (now.moving || this.busy || (this.problem && next === this.coming)) return;
    this.coming = next;
    this.problem = "";
    this.next.textContent = next;
  }

  async ask(path, body) {
    const options = body === undefined ? {} : {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    let answer;
    try {
      answer = await fetch(path, { cache: "no-store", ...options });
    } catch {
      return { error: "The clock does not answer. Is the demo still running?" };
    }
    const said = await answer.json().catch(() => ({}));
    return answer.ok || said.error ? said : { error: "Something broke on the way: the window in which the demo runs says more." };
  }

  setBusy(on, elsewhere = false) {
    if (!elsewhere) this.busy = on;
    for (const one of [...this.buttons, this.to]) one.setAttribute("aria-disabled", String(on));
    const held = document.activeElement === this.stop;
    this.stop.hidden = !on;
    this.fold.hidden = on;
    if (held && !on) this.buttons[0].focus();
  }

  say(words) {
    this.next.textContent = words;
    this.said.textContent = words;
  }
}
