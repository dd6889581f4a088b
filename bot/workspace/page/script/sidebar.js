// The list of places on the left: channels, and the app. On a phone it is a drawer.
import { byId, el, fill } from "./dom.js";
import { avatar } from "./people.js";
import { HOME, linkTo } from "./place.js";

export function drawSidebar(state, place) {
  byId("workspace-name").textContent = state.name;
  const rooms = state.channels.filter((one) => one.kind === "channel");
  const app = state.channels.find((one) => one.kind === "app");
  const action = document.activeElement?.dataset?.place;
  fill(byId("places"),
    el("h2", {}, "Channels"),
    rooms.length
      ? el("ul", {}, rooms.map((one) => el("li", {}, room(one, state, place))))
      : el("p", { class: "nothing" }, "Not in any channel yet."),
    el("h2", {}, "Apps"),
    app && el("ul", {}, el("li", {}, appLink(app, state, place))));
  if (action) byId("places").querySelector(`[data-place="${CSS.escape(action)}"]`)?.focus();
}

function room(one, state, place) {
  const sign = one.private ? "🔒" : "#";
  return entry(one, state, place.in === one.id, [
    el("span", { class: "sign", "aria-hidden": "true" }, one.private ? lock() : sign),
    el("span", { class: "place-name" }, one.name),
    badge(one)]);
}

function lock() {
  return el("span", { class: "lock" });
}

function appLink(app, state, place) {
  const current = place.in === app.id || place.in === HOME;
  return entry(app, state, current, [
    avatar(state.bot, "small"),
    el("span", { class: "place-name" }, state.bot.name),
    badge(app)]);
}

function entry(one, state, current, content) {
  const notes = [one.private && "private", one.archived && "archived", unreadWords(one)];
  const classes = ["place", one.unread > 0 && "unread", one.archived && "archived"].filter(Boolean).join(" ");
  return el("a", { class: classes, href: linkTo({ as: state.me, in: one.id }), "data-place": one.id, "aria-current": current ? "page" : null,
    "aria-label": [one.name, ...notes].filter(Boolean).join(", ") }, content);
}

function unreadWords(one) {
  if (!one.unread) return "";
  return one.unread === 1 ? "1 new message" : `${one.unread} new messages`;
}

function badge(one) {
  if (!one.unread) return null;
  return el("span", { class: "badge", "aria-hidden": "true" }, one.unread > 99 ? "99+" : String(one.unread));
}

// The drawer on narrow screens: a button opens it; Escape, a tap beside it, or a choice closes it.
export function drawer() {
  const narrow = window.matchMedia("(max-width: 760px)");
  const sidebar = byId("sidebar");
  const shade = byId("shade");
  let open = false;
  const apply = () => {
    sidebar.classList.toggle("open", open);
    sidebar.inert = narrow.matches && !open;
    shade.hidden = !(narrow.matches && open);
    byId("drawer-button")?.setAttribute("aria-expanded", String(open));
  };
  const set = (value, focus = false) => {
    open = value;
    apply();
    if (open && focus) sidebar.querySelector("button, a")?.focus();
    if (!open && focus) byId("drawer-button")?.focus();
  };
  shade.addEventListener("click", () => set(false, true));
  sidebar.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open && !event.defaultPrevented) set(false, true);
  });
  narrow.addEventListener("change", () => set(false));
  apply();
  return { toggle: () => set(!open, true), close: () => set(false), apply };
}
