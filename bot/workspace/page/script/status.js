// Says that something went wrong, where the person looks, and lets it be put away.
import { byId, el, fill } from "./dom.js";

export function trouble(text) {
  const close = el("button", { type: "button", class: "button quiet", on: { click: () => fill(byId("trouble")) } }, "Dismiss");
  fill(byId("trouble"), el("p", {}, text), close);
}

export function calm() {
  fill(byId("trouble"));
}

const MEANING = {
  operation_timeout: "The app did not answer in time; it may have done what you asked all the same.",
  dispatch_failed: "The app is not running, or cannot be reached.",
};

// What the workspace said, and what its code word means.
export function why(error) {
  const said = String(error || "Something went wrong.");
  const code = Object.keys(MEANING).find((word) => said.includes(word));
  return code ? `${said} ${MEANING[code]}` : said;
}
