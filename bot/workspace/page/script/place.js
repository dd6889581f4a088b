// Which person looks, at which channel and thread: kept in the address, so that a link or a reload comes back here.

export function here() {
  const params = new URLSearchParams(location.hash.slice(1));
  return { as: params.get("as") || "", in: params.get("in") || "", thread: params.get("thread") || "" };
}

export function linkTo(place) {
  const params = new URLSearchParams();
  for (const key of ["as", "in", "thread"]) if (place[key]) params.set(key, place[key]);
  return `#${params}`;
}

export function go(place) {
  if (location.hash !== linkTo(place)) history.pushState(null, "", linkTo(place));
  window.dispatchEvent(new Event("place"));
}

// The address says in full where one is already; nobody moves.
export function settle(place) {
  history.replaceState(null, "", linkTo(place));
}

export function onPlace(listener) {
  window.addEventListener("place", listener);
  window.addEventListener("hashchange", listener);
  window.addEventListener("popstate", listener);
}

export const HOME = "home";
