// Says instants in the reader's own zone. The workspace's clock says what "today" is, not the computer's.

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) {
    let made;
    try {
      made = new Intl.DateTimeFormat("en-GB", { hour12: true, timeZone: zone, ...options });
    } catch {
      made = new Intl.DateTimeFormat("en-GB", { hour12: true, timeZone: "UTC", ...options });
    }
    formats.set(key, made);
  }
  return formats.get(key);
}

// "Tue 8 Sep" in every browser: some write "Tue, 8 Sept".
const said = (made, ts) => made.format(dateOf(ts)).replace(/\bSept\b/, "Sep").replace(/^(\p{L}+),/u, "$1").replace(/\s/g, " ");

export const dateOf = (ts) => new Date(Number.parseFloat(ts) * 1000);

export function clockTime(ts, zone) {
  return said(format(zone, { hour: "numeric", minute: "2-digit" }), ts).toLowerCase();
}

export function fullTime(ts, zone) {
  const day = said(format(zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }), ts);
  return `${day}, ${clockTime(ts, zone)}`;
}

export function dayKey(ts, zone) {
  return said(format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }), ts);
}

export function dayName(ts, now, zone) {
  const key = dayKey(ts, zone);
  if (key === dayKey(now, zone)) return "Today";
  if (key === dayKey(now - 86400, zone)) return "Yesterday";
  return said(format(zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }), ts);
}

export function shortWhen(ts, now, zone) {
  if (dayKey(ts, zone) === dayKey(now, zone)) return clockTime(ts, zone);
  return said(format(zone, { weekday: "short", day: "numeric", month: "short" }), ts);
}

// The tokens of <!date^...>: only those that a bot is likely to write; anything else stays as it is.
export function dateToken(token, ts, now, zone) {
  const long = { day: "numeric", month: "long", year: "numeric" };
  const makers = {
    date_num: () => said(format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }), ts),
    date: () => said(format(zone, long), ts),
    date_pretty: () => dayName(ts, now, zone),
    date_short: () => said(format(zone, { ...long, month: "short" }), ts),
    date_short_pretty: () => shortWhen(ts, now, zone),
    date_long: () => said(format(zone, { ...long, weekday: "long" }), ts),
    date_long_pretty: () => dayName(ts, now, zone),
    time: () => clockTime(ts, zone),
    time_secs: () => said(format(zone, { hour: "numeric", minute: "2-digit", second: "2-digit" }), ts),
  };
  return makers[token] ? makers[token]() : `{${token}}`;
}
