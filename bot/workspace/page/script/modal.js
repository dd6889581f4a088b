// The form on top of a person's stack of forms: drawn, filled in, sent, corrected, closed.
import { drawBlocks } from "./blocks.js";
import { byId, el, fill, freshId } from "./dom.js";
import { draftKey, dropDraft, keepDraft, readDraft } from "./drafts.js";
import { sameControl } from "./keyed.js";
import { why } from "./status.js";
import { Surface } from "./surface.js";
import { plain } from "./text.js";

const FIELDS = "input:not([disabled]), select, textarea, .picker-button";

export class Modal {
  // `verbs` are press(action, values), submit(view, values), close(view); each resolves to {ok, error, errors}.
  constructor(verbs, refresh) {
    this.verbs = verbs;
    this.refresh = refresh;
    this.dialog = byId("modal");
    this.entered = new Map();
    this.view = null;
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.shut();
    });
    this.dialog.addEventListener("close", () => this.view && this.shut());
    for (const event of ["input", "change"]) this.dialog.addEventListener(event, () => this.keep());
  }

  // `views` is the whole stack, the topmost last.
  draw(views, context) {
    const top = views.at(-1);
    this.depth = views.length;
    this.context = context;
    for (const id of this.entered.keys()) if (!views.some((view) => view.id === id)) this.entered.delete(id);
    if (!top) return this.gone();
    if (this.view?.id === top.id && this.view.hash === top.hash) return undefined;
    this.remember();
    // The same view may hold the next form of a conversation: that one is read from its beginning.
    const sameView = this.view?.id === top.id && this.view.form === top.form;
    this.view = top;
    return this.render(sameView ? {} : { opened: true });
  }

  remember() {
    if (this.view && this.surface) this.entered.set(this.view.id, this.surface.values());
  }

  // What is written now, as a draft for the next time this form is opened.
  keep() {
    if (this.view?.submit && this.surface) keepDraft(this.draft, this.made, this.surface.values());
  }

  gone() {
    if (!this.view) return;
    this.view = null;
    this.surface = null;
    this.dialog.close();
    const back = this.before?.isConnected ? this.before : byId("composer");
    back?.focus();
    this.before = null;
  }

  render({ opened = false, errors = {}, notice = "" }) {
    const { view } = this;
    const held = document.activeElement?.dataset?.action;
    const scrolled = this.body?.scrollTop || 0;
    const written = this.entered.get(view.id) ?? {};
    this.draft = draftKey(this.context.names.me, view);
    this.made = this.asMade();
    const draft = opened ? readDraft(this.draft) : {};
    const restored = Object.keys(draft).length > 0;
    this.surface = this.surfaceWith({ ...view.entered, ...written, ...draft }, errors);
    if (!this.dialog.open) {
      this.before = document.activeElement;
      this.dialog.showModal();
    }
    fill(this.dialog, this.form(notice, restored));
    if (opened) this.focusFirst();
    else {
      this.body.scrollTop = scrolled;
      const same = sameControl(this.dialog, held);
      if (same) same.focus({ preventScroll: true }); // what is read stays where it was, too
      else this.focusFirst();
    }
  }

  surfaceWith(kept, errors = {}) {
    return new Surface({ ...this.context, kind: "modal", kept, errors, send: (action, values) => this.act(action, values),
      suggest: (block, action, query) => this.context.suggest({ view: this.view.id }, block, action, query) });
  }

  // What the form holds as the app made it, whatever was written into it since.
  asMade() {
    const surface = this.surfaceWith({});
    drawBlocks(this.view.blocks, surface);
    return surface.values();
  }

  startAfresh() {
    dropDraft(this.draft);
    this.entered.delete(this.view.id);
    this.render({ opened: true });
  }

  form(notice, restored) {
    const { view } = this;
    const again = restored && el("p", { class: "dialog-draft" }, "What you wrote before is still here. ",
      el("button", { type: "button", class: "button quiet", on: { click: () => this.startAfresh() } }, "Start afresh"));
    this.body = el("div", { class: "dialog-body" }, again, drawBlocks(view.blocks, this.surface));
    this.notice = el("p", { class: "dialog-notice", role: "alert" }, notice);
    const close = el("button", { type: "button", class: "button", on: { click: () => this.shut() } },
      plain(view.close) || (this.depth > 1 ? "Back" : view.submit ? "Cancel" : "Close"));
    this.send = view.submit && el("button", { type: "submit", class: "button primary" }, plain(view.submit));
    const cross = el("button", { type: "button", class: "button quiet cross", "aria-label": this.depth > 1 ? "Close all forms" : "Close this form",
      on: { click: () => this.shut(true) } }, "×");
    const form = el("form", { class: "dialog-form", novalidate: true, id: freshId("form") },
      el("header", { class: "dialog-head" }, el("h2", { id: "modal-title" }, plain(view.title)), cross),
      this.body, this.notice, el("footer", { class: "dialog-foot" }, close, this.send));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    return form;
  }

  focusFirst() {
    const wanted = this.body.querySelector("[data-focus]");
    if (wanted) return this.writeIn(wanted);
    const first = this.chosen(this.body.querySelector(FIELDS)) || this.body.querySelector("button") || this.send || this.dialog.querySelector("footer button");
    first?.focus({ preventScroll: true }); // what stands above the first field is read first
    return undefined;
  }

  writeIn(node) {
    node.focus();
    if (node.matches("textarea, input[type=text]")) node.setSelectionRange(node.value.length, node.value.length);
  }

  // Of a group of choices the chosen one: a space pressed on another would change the answer.
  chosen(first) {
    if (first?.type !== "radio") return first;
    return first.closest(".boxes").querySelector("input:checked") || first;
  }

  busy(on) {
    if (!this.send) return;
    this.send.setAttribute("aria-busy", String(on));
    this.dialog.classList.toggle("waiting", on);
  }

  async act(action, values) {
    const outcome = await this.verbs.press(action, values);
    if (!outcome.ok) this.notice.textContent = why(outcome.error);
    else this.notice.textContent = "";
    this.refresh();
  }

  async submit() {
    if (!this.view.submit || this.send.getAttribute("aria-busy") === "true") return;
    const { view } = this;
    this.remember();
    this.busy(true);
    const outcome = await this.verbs.submit(view.id, this.surface.values());
    this.busy(false);
    if (outcome.ok) dropDraft(draftKey(this.context.names.me, view));
    if (this.view !== view) return;
    if (!outcome.ok) this.refused(outcome);
    this.refresh();
  }

  refused({ error, errors = {} }) {
    this.remember();
    const inBlocks = new Set(this.view.blocks.map((block) => block.block_id));
    const astray = Object.entries(errors).filter(([id]) => !inBlocks.has(id)).map(([, text]) => text);
    const count = Object.keys(errors).length;
    const notice = count
      ? [count === 1 ? "One answer needs another look." : `${count} answers need another look.`, ...astray].join(" ")
      : `${why(error)} What you wrote is still here.`;
    this.render({ errors, notice });
    const wrong = this.dialog.querySelector(".wrong");
    wrong?.querySelector(FIELDS)?.focus();
    wrong?.scrollIntoView({ block: "center" });
  }

  // The cross closes the forms below as well (`everything`); Escape and the other button only this one.
  async shut(everything = false) {
    if (!this.view) return;
    const { view } = this;
    await this.verbs.close(view.id, everything);
    this.refresh();
    if (!this.dialog.open && this.view === view) this.dialog.showModal();
  }
}
