// The "Are you sure?" dialog that a button may carry.
import { el, freshId } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";

// Resolves to true when the person confirms. The focus goes back to where it was.
export function confirmed(asked, names) {
  const before = document.activeElement;
  return new Promise((resolve) => {
    const titleId = freshId("confirm");
    const textId = freshId("confirm");
    const yes = el("button", { type: "button", class: `button ${asked.style === "danger" ? "danger" : "primary"}` },
      asked.confirm?.text || "Yes");
    const no = el("button", { type: "button", class: "button" }, asked.deny?.text || "Cancel");
    const text = asked.text?.type === "mrkdwn" ? mrkdwn(asked.text.text, names) : asked.text?.text || "";
    const dialog = el("dialog", { class: "confirm", role: "alertdialog", "aria-labelledby": titleId, "aria-describedby": textId },
      el("h2", { id: titleId }, asked.title?.text || "Are you sure?"),
      el("p", { id: textId }, text),
      el("div", { class: "dialog-foot" }, no, yes));
    const finish = (answer) => {
      dialog.remove();
      before?.focus?.();
      resolve(answer);
    };
    yes.addEventListener("click", () => finish(true));
    no.addEventListener("click", () => finish(false));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      finish(false);
    });
    document.body.append(dialog);
    dialog.showModal();
    (asked.style === "danger" ? no : yes).focus();
  });
}
