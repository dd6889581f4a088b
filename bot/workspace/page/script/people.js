// Initials and colours that stand for people, and the names behind ids.
import { el } from "./dom.js";

const TONES = 8;

export function initials(name) {
  const words = name.replace(/[^\p{L}\p{N} '-]/gu, "").split(/\s+/).filter(Boolean);
  if (!words.length) return "?";
  const last = words.length > 1 ? words.at(-1)[0] : "";
  return (words[0][0] + last).toUpperCase();
}

function tone(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum % TONES;
}

// Decoration only: the name always stands beside it.
export function avatar(person, size = "") {
  if (person.own) return el("img", { class: `avatar ${size}`, src: "/page/icon.svg", alt: "" });
  return el("span", { class: `avatar ${size} tone-${tone(person.id)}`, "aria-hidden": "true" }, initials(person.name));
}

// What mentions need to know: who has which id, who reads, and when it is.
export function namesOf(state) {
  const people = new Map([...state.people, ...state.programs].map((one) => [one.id, one]));
  const channels = new Map(state.channels.map((one) => [one.id, one]));
  return {
    me: state.me,
    now: state.now,
    zone: people.get(state.me)?.zone || "UTC",
    person: (id) => people.get(id)?.name,
    channel: (id) => channels.get(id)?.name,
    whole: (id) => people.get(id) || { id, name: "Someone who left", bot: false },
  };
}
