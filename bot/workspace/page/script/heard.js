// Tells a screen reader what arrived or changed where the person is, politely and once.
import { byId, el } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";

const KEPT = 12;
const LONGEST = 300;

export class Heard {
  constructor() {
    this.where = null;
    this.known = new Map();
  }

  tell(where, messages, names) {
    const fresh = this.where !== where;
    const before = fresh ? new Map() : this.known;
    this.where = where;
    this.known = new Map(messages.map((message) => [message.ts, message.text]));
    if (fresh) return;
    for (const message of messages) {
      if (message.user === names.me || before.get(message.ts) === message.text) continue;
      this.say(`${before.has(message.ts) ? "Changed. " : ""}${names.whole(message.user).name}: ${spoken(message, names)}`);
    }
  }

  say(words) {
    const log = byId("heard");
    log.append(el("p", {}, words));
    while (log.childElementCount > KEPT) log.firstChild.remove();
  }
}

function spoken(message, names) {
  const words = el("div", {}, mrkdwn(message.text || "", names)).textContent.trim();
  const cut = words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
  return cut || (message.files?.length ? "a file" : "a message");
}
