// Starts the page: fetches what there is to see, draws it, and does so again whenever something changes.
import { snapshot } from "./api.js";
import { hangBars } from "./bars.js";
import { byId, el, fill } from "./dom.js";
import { Head } from "./head.js";
import { Heard } from "./heard.js";
import { Home } from "./home.js";
import { gathered, listen } from "./live.js";
import { MessageList } from "./messages.js";
import { Modal } from "./modal.js";
import { namesOf } from "./people.js";
import { HOME, go, here, onPlace, settle } from "./place.js";
import { drawSidebar, drawer } from "./sidebar.js";
import { calm, trouble } from "./status.js";
import { Switcher } from "./switcher.js";
import { ThreadPanel } from "./thread.js";
import { Verbs } from "./verbs.js";
import { Composer } from "./composer.js";

const NARROW = window.matchMedia("(max-width: 760px)");
const STEP = 100; // messages shown at first, and how many more each time

class Page {
  constructor() {
    this.limit = STEP;
    this.shown = here(); // the place that is drawn, which follows the one in the address
    this.refresh = gathered(() => this.load());
    const verbs = new Verbs(this);
    this.verbs = verbs;
    this.drawer = drawer();
    this.head = new Head(() => this.drawer.toggle());
    this.drawer.apply();
    this.switcher = new Switcher(byId("switcher"), (id) => this.lookAs(id));
    this.list = new MessageList({ earlier: () => this.earlier() });
    this.home = new Home((view, action, values) => verbs.pressView(view, action, values));
    this.composer = new Composer({ id: "composer", up: () => this.list.last()?.focus(), send: (marked, typed, file) => {
      this.list.toEnd(null); // the answer comes there, wherever one was reading
      return verbs.write(marked, typed, file);
    } });
    byId("writing").append(this.composer.node);
    this.thread = new ThreadPanel({
      send: (marked, typed, file) => verbs.write(marked, typed, file, this.shown.thread),
      close: () => this.leaveThread(),
    });
    this.modal = new Modal({
      press: (action, values) => verbs.press({ view: this.modal.view?.id }, action, values),
      submit: (view, values) => {
        this.list.expect();
        return verbs.post("submit", { view, values });
      },
      close: (view, everything) => verbs.post("close", { view, everything }),
    }, this.refresh);
    this.heard = new Heard();
  }

  start() {
    onPlace(() => this.moved());
    document.addEventListener("visibilitychange", () => {
      // What comes while nobody looks will stand below the line.
      if (document.hidden) this.line = this.state?.channel.messages.at(-1)?.ts;
      this.refresh();
    });
    for (const skip of document.querySelectorAll("[data-skip]")) {
      skip.addEventListener("click", (event) => {
        event.preventDefault();
        byId(skip.dataset.skip)?.focus();
      });
    }
    listen({
      changed: this.refresh,
      connected: (yes) => { byId("offline").hidden = yes; },
    });
    this.refresh();
  }

  moved() {
    const now = here();
    const left = this.seenAs !== `${now.as} ${now.in}`;
    this.composer.held = false;
    this.thread.composer.held = false;
    if (left || this.shown.thread !== now.thread) this.thread.composer.leave();
    if (left) {
      this.composer.leave();
      this.limit = STEP;
      this.line = undefined;
      calm();
      this.drawer.close();
    }
    this.refresh();
  }

  lookAs(id) {
    const { in: place } = here();
    const app = this.state.channels.find((one) => one.kind === "app")?.id;
    // Everybody has messages of their own with the app; the server finds them when no place is named.
    go({ as: id, in: place === app ? "" : place });
  }

  earlier() {
    this.limit += STEP;
    this.list.grewAbove = true;
    this.refresh();
  }

  leaveThread() {
    const { thread, ...rest } = here();
    go(rest);
    const start = byId("place").querySelector(`[data-ts="${CSS.escape(thread)}"]`);
    (start?.querySelector(".thread-link, .reply-button") || start?.querySelector("article") || byId("composer")).focus();
  }

  async load() {
    const asked = here();
    const state = await snapshot(asked, this.limit);
    if (!state.ok) {
      byId("offline").hidden = !state.offline;
      if (!state.offline) trouble(state.error);
      return;
    }
    const now = here();
    if (now.as !== asked.as || now.in !== asked.in || now.thread !== asked.thread) {
      this.refresh();
      return;
    }
    const settled = { as: state.me, in: state.in, thread: state.thread ? asked.thread : "" };
    if (settled.as !== asked.as || settled.in !== asked.in || settled.thread !== asked.thread) settle(settled);
    this.draw(state, settled);
    this.afterwards(state, settled);
  }

  draw(state, place) {
    const seen = `${place.as} ${place.in}`;
    const opened = seen !== this.seenAs;
    this.state = state;
    this.shown = place;
    this.seenAs = seen;
    const channel = state.channels.find((one) => one.id === state.channel?.id);
    const context = this.context(state);
    if (opened) this.line = channel?.unread ? state.channel.read : undefined;
    this.switcher.draw(state);
    drawSidebar(state, place);
    this.head.draw(state, place, channel);
    this.drawer.apply();
    if (place.in === HOME) this.drawHome(state, context);
    else this.drawChannel(state, channel, context);
    this.drawThread(state, place, channel, context);
    this.modal.draw(state.views, context);
    document.body.classList.add("ready");
  }

  context(state) {
    const names = namesOf(state);
    const option = (one) => ({ text: one.name, value: one.id });
    return {
      names,
      suggest: (where, block, action, query) => this.verbs.suggest(where, block, action, query),
      people: () => state.people.filter((one) => !one.deleted).map(option),
      channels: () => state.channels.filter((one) => one.kind === "channel" && !one.archived).map((one) => ({ text: `#${one.name}`, value: one.id })),
    };
  }

  drawHome(state, context) {
    if (!this.home.node.isConnected) fill(byId("place"), this.home.node);
    panel(true, "tab-home");
    this.home.draw(state.home, context);
    byId("writing").hidden = true;
    this.heard.tell(`home ${state.me}`, [], context.names);
  }

  drawChannel(state, channel, context) {
    if (!this.list.node.isConnected) {
      fill(byId("place"), this.list.node);
      this.list.place = null; // a list that was away has lost its place: it opens anew
    }
    const app = channel?.kind === "app";
    panel(app, "tab-messages");
    byId("writing").hidden = false;
    const name = app ? state.bot.name : `#${channel.name}`;
    const press = this.verbs.pressMessage(channel.id);
    const answered = (...pressed) => {
      this.list.expect();
      return press(...pressed);
    };
    const view = { ...context, press: answered, openThread: (ts) => go({ ...here(), thread: ts }) };
    this.list.draw({ ...state.channel, id: this.seenAs }, view, { lineAfter: this.line, label: `Messages in ${name}`, hint: emptyHint(state, app, closedWords(channel)) });
    this.heard.tell(this.seenAs, state.channel.messages, context.names);
    this.composer.draw({
      key: this.seenAs,
      label: `Write to ${name}`,
      placeholder: NARROW.matches ? "Write, or type /" : `Write to ${name}, or / for commands`,
      closed: closedWords(channel),
      choices: this.choices(state),
    });
  }

  drawThread(state, place, channel, context) {
    const view = { ...context, press: this.verbs.pressMessage(channel?.id) };
    this.thread.draw(state.thread, view, {
      where: channel ? (channel.kind === "app" ? state.bot.name : `#${channel.name}`) : "",
      key: `${place.as} ${place.in} ${place.thread}`,
      closed: closedWords(channel),
      choices: this.choices(state),
    });
  }

  choices(state) {
    return { command: state.command, words: state.words, people: [state.bot, ...state.people.filter((one) => !one.deleted)] };
  }

  afterwards(state, place) {
    if (!this.barsHung) {
      this.barsHung = true;
      hangBars(state.bars, { refresh: this.refresh, leaving: () => this.list.leaving() });
    }
    const home = `${place.as} home`;
    if (place.in === HOME && this.openedHome !== home) this.verbs.post("home", {});
    this.openedHome = place.in === HOME ? home : null;
    const channel = state.channels.find((one) => one.id === state.channel?.id);
    if (place.in !== HOME && channel?.unread && document.visibilityState === "visible") this.verbs.post("read", { channel: channel.id });
  }
}

function panel(tabbed, by) {
  const node = byId("place");
  if (tabbed) {
    node.setAttribute("role", "tabpanel");
    node.setAttribute("aria-labelledby", by);
  } else {
    node.removeAttribute("role");
    node.removeAttribute("aria-labelledby");
  }
}

function emptyHint(state, app, closed) {
  if (closed) return el("p", { class: "empty-title" }, "No messages here.");
  const help = el("kbd", {}, `${state.command} help`);
  return [el("p", { class: "empty-title" }, "No messages yet."),
    el("p", {}, "Type ", help, app ? " to see what the app can do." : " below to see what the app can do here.")];
}

function closedWords(channel) {
  if (!channel) return "Nobody can write here.";
  if (channel.archived) return `#${channel.name} is archived. It can be read, but nobody can write in it.`;
  if (!channel.member) return `You are not in #${channel.name}. You can read it, but not write.`;
  return "";
}

new Page().start();
