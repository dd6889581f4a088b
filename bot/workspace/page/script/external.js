// A menu that the app fills while one types: a field to type into, and under it what the app offers.
import { el, freshId } from "./dom.js";
import { describe, nameFor } from "./naming.js";
import { plain } from "./text.js";

const LEAST = 3; // letters before the app is asked, unless the menu says otherwise
const PAUSE = 250; // milliseconds of rest before it is asked again

export function external(element, blockId, surface, names) {
  const many = element.type.startsWith("multi_");
  const least = element.min_query_length ?? LEAST;
  const chosen = new Map(before(element, blockId, surface, many).map((one) => [one.value, one]));
  const field = el("input", { type: "search", class: "field-control", autocomplete: "off", placeholder: plain(element.placeholder) || "Type to find",
    ...nameFor(element, names), ...describe(names) });
  const picked = el("p", { class: "picked-ones" });
  const found = el("div", { class: "found", role: "group", "aria-label": "What the app offers", hidden: true });
  const said = el("p", { class: "hint", role: "status" });
  const node = el("div", { class: "external" }, field, picked, found, said);
  const read = () => (many ? { selected_options: [...chosen.values()] } : { selected_option: [...chosen.values()][0] ?? null });
  const limit = many ? element.max_selected_items || Infinity : 1;
  const say = () => {
    picked.textContent = [...chosen.values()].map((one) => plain(one.text)).join(", ");
  };
  const choose = (option, on) => {
    if (!many) chosen.clear();
    if (on) chosen.set(option.value, option);
    else chosen.delete(option.value);
    say();
    for (const box of found.querySelectorAll("input")) box.disabled = many && chosen.size >= limit && !box.checked;
    if (!names.silent) surface.act(element, blockId, read(), field);
  };
  let asked = 0;
  let wait;
  const ask = async () => {
    const query = field.value.trim();
    if (query.length < least) {
      found.hidden = true;
      said.textContent = query || least ? `Type at least ${least} letters.` : "";
      return;
    }
    asked += 1;
    const mine = asked;
    const answer = await surface.suggest(blockId, element.action_id, query);
    if (mine === asked) offer(answer, { found, said, chosen, choose, many });
  };
  field.addEventListener("focus", () => found.hidden && ask());
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(ask, PAUSE);
  });
  say();
  surface.register(blockId, element.action_id, element.type, read);
  return { node, focus: field };
}

function before(element, blockId, surface, many) {
  const kept = surface.keptFor(blockId, element.action_id, element.type);
  if (many) return (kept ? kept.selected_options : element.initial_options) || [];
  const one = kept ? kept.selected_option : element.initial_option;
  return one ? [one] : [];
}

function offer(answer, { found, said, chosen, choose, many }) {
  const groups = answer.ok ? answer.option_groups || [{ options: answer.options || [] }] : [];
  const name = freshId("offer");
  const rows = groups.map((group) => [group.label && el("p", { class: "picker-group" }, plain(group.label)),
    group.options.map((option) => {
      const box = el("input", { type: many ? "checkbox" : "radio", name, id: freshId("pick"), checked: chosen.has(option.value) });
      box.addEventListener("change", (event) => {
        event.stopPropagation();
        choose(option, box.checked);
      });
      return el("div", { class: "box" }, box, el("label", { for: box.id }, plain(option.text)));
    })]);
  found.replaceChildren(...rows.flat(2).filter(Boolean));
  found.hidden = !found.childElementCount;
  said.textContent = answer.ok ? (found.hidden ? "Nothing found" : "") : answer.error || "The app did not answer.";
}
