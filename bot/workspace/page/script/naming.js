// Gives each control its accessible name and points it to its hint and its error.
import { plain } from "./text.js";

export function nameFor(element, names) {
  if (names.labelledby) return { "aria-labelledby": names.labelledby };
  const label = plain(element.placeholder) || (names.describedby ? null : fallbackName(element.type));
  return label ? { "aria-label": label } : { "aria-labelledby": names.describedby };
}

function fallbackName(type) {
  if (type.includes("date") || type.includes("time")) return "Date or time";
  return type.startsWith("overflow") ? "More actions" : "Choose";
}

export function describe(names) {
  return {
    id: names.id,
    "aria-describedby": names.describedby,
    "aria-invalid": names.invalid ? "true" : null,
    "aria-required": names.required ? "true" : null,
  };
}
