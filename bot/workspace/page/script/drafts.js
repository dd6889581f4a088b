// Keeps what somebody wrote into a form that was not sent: it survives Escape and a reload of the page.

const PREFIX = "draft ";
const MOST = 40;

// The name of a form's draft: the same person, the same form about the same thing.
export function draftKey(me, view) {
  return `${PREFIX}${me} ${view.form} ${view.about}`;
}

export function readDraft(key) {
  try {
    return JSON.parse(localStorage.getItem(key))?.values ?? {};
  } catch {
    return {};
  }
}

// Only what differs from the form as it was opened is a draft; the rest may be newer by the next time.
export function keepDraft(key, made, values) {
  const changed = {};
  for (const [block, actions] of Object.entries(values)) {
    for (const [action, value] of Object.entries(actions)) {
      if (JSON.stringify(value) !== JSON.stringify(made[block]?.[action])) (changed[block] ??= {})[action] = value;
    }
  }
  if (Object.keys(changed).length === 0) return dropDraft(key);
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: changed }));
    forgetOldest();
  } catch {
    // A full or closed store keeps no draft; the form itself still has what was written.
  }
  return undefined;
}

export function dropDraft(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // As above.
  }
}

function forgetOldest() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const at = (key) => JSON.parse(localStorage.getItem(key))?.at ?? 0;
  for (const key of keys.sort((one, other) => at(one) - at(other)).slice(0, -MOST)) localStorage.removeItem(key);
}
