// What can be completed while writing: the app's words after "/", people after "@".

// Gives {from, options: [{label, note, insert}], exact} or null when nothing fits at the caret.
export function completions(text, caret, { command, words, people }) {
  const before = text.slice(0, caret);
  if (before.startsWith("/") && !before.includes("\n")) return commandWords(before, command, words);
  const at = /(^|\s)@([\p{L}\p{N}'’-]*(?: [\p{L}\p{N}'’-]*)?)$/u.exec(before);
  if (!at) return null;
  const wanted = at[2].toLowerCase();
  const found = people.filter((one) => one.name.toLowerCase().split(/\s+/).some((_, index, all) =>
    all.slice(index).join(" ").startsWith(wanted)));
  if (!found.length) return null;
  const options = found.slice(0, 8).map((one) => ({ label: one.name, note: one.bot ? "App" : "", insert: `@${one.name} `, person: one }));
  return { from: caret - at[2].length - 1, options, exact: false };
}

function commandWords(before, command, words) {
  const all = [{ word: "", help: "" }, ...words].map(({ word, help }) => ({ typed: word ? `${command} ${word}` : command, help }));
  const typed = before.trimEnd() === command && before.endsWith(" ") ? `${command} ` : before.trimEnd();
  if (before.endsWith(" ") && typed !== `${command} `) return null;
  const fitting = all.filter((one) => one.typed.startsWith(typed) && (one.typed !== command || !words.length));
  if (!fitting.length) return null;
  const exact = typed === command || all.some((one) => one.typed === typed);
  if (exact && fitting.length === 1) return null;
  return { from: 0, options: fitting.map((one) => ({ label: one.typed, note: one.help, insert: `${one.typed} ` })), exact };
}
