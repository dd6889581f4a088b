// The head above a channel: its name, who is in it, and for the app the tabs Home and Messages.
import { byId, el, fill } from "./dom.js";
import { avatar } from "./people.js";
import { HOME, linkTo } from "./place.js";

export class Head {
  constructor(toggleDrawer) {
    this.node = byId("place-head");
    this.menu = el("button", { type: "button", id: "drawer-button", class: "button quiet", "aria-expanded": "false", "aria-controls": "sidebar",
      "aria-label": "Channels and people", on: { click: toggleDrawer } }, el("span", { class: "bars-icon", "aria-hidden": "true" }));
    this.title = el("div", { class: "place-title" });
    this.tabs = el("div", { class: "tabs", role: "tablist", "aria-label": "Parts of the app" });
    this.tabs.addEventListener("keydown", (event) => this.key(event));
    this.node.append(this.menu, this.title, this.tabs);
  }

  draw(state, place, channel) {
    const elsewhere = state.channels.some((one) => one.unread && one.id !== channel?.id);
    this.menu.classList.toggle("has-news", elsewhere);
    const mark = JSON.stringify([state.me, place.in, channel?.name, channel?.archived, channel?.members]);
    if (mark === this.mark) return;
    this.mark = mark;
    const app = channel?.kind === "app";
    fill(this.title,
      app && avatar(state.bot),
      el("div", {},
        el("h2", { id: "place-name" }, app ? state.bot.name : channel ? sign(channel) + channel.name : "Nothing here"),
        el("p", { class: "place-note" }, note(channel, app))));
    this.tabs.hidden = !app;
    const held = this.tabs.contains(document.activeElement);
    fill(this.tabs, app && [this.tab("Home", HOME, state, place), this.tab("Messages", channel.id, state, place)]);
    if (held) this.tabs.querySelector("[aria-selected=true]")?.focus();
    document.title = `${channel ? (app ? state.bot.name : `#${channel.name}`) : "Workspace"} · ${state.name}`;
  }

  tab(words, to, state, place) {
    const chosen = place.in === to;
    return el("a", { class: "tab", role: "tab", id: `tab-${words.toLowerCase()}`, "aria-selected": String(chosen), "aria-controls": "place",
      tabindex: chosen ? "0" : "-1", href: linkTo({ as: state.me, in: to }) }, words);
  }

  key(event) {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = [...this.tabs.children].find((tab) => tab !== document.activeElement);
    other?.click();
  }
}

const sign = (channel) => (channel.private ? "" : "#");

function note(channel, app) {
  if (!channel) return "";
  if (app) return "App";
  const people = channel.members === 1 ? "1 member" : `${channel.members} members`;
  return [people, channel.private && "private", channel.archived && "archived"].filter(Boolean).join(" · ");
}
