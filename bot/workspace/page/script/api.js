// Talks to the workspace's own JSON doors. Every answer is a value; trouble on the way becomes a sentence.

const NO_ANSWER = "The workspace does not answer. Is it still running?";

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", credentials: "same-origin", ...options });
  } catch {
    return { ok: false, error: NO_ANSWER, offline: true };
  }
  try {
    return await response.json();
  } catch {
    return { ok: false, error: `The workspace answered with an error (${response.status}).` };
  }
}

export function snapshot(place, limit) {
  const query = new URLSearchParams({ as: place.as, in: place.in, thread: place.thread, limit: String(limit) });
  return request(`/page/state?${query}`);
}

export function send(verb, as, body) {
  return request(`/page/${verb}?${new URLSearchParams({ as })}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export function sendFile(as, { channel, thread, text, file }) {
  const query = new URLSearchParams({ as, in: channel, thread, text, name: file.name });
  return request(`/page/file?${query}`, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file });
}
