// The words of Block Kit text objects: plain ones as strings, marked up ones as elements.
import { emoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

// The words of a plain_text object, emoji short names turned into emoji.
export function plain(text) {
  const words = typeof text === "string" ? text : text?.text ?? "";
  if (text?.emoji === false) return words;
  return words.replace(/:([a-z0-9_+'-]+):/gi, (_, name) => emoji(name));
}

export function textOf(object, surface) {
  return object?.type === "mrkdwn" ? mrkdwn(object.text, surface.names) : plain(object);
}
