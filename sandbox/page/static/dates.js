// Instants in words, in the zone of the person who is shown and never in this machine's.

const makers = new Map();

function maker(tz, options) {
  const name = `${tz}|${JSON.stringify(options)}`;
  if (!makers.has(name)) makers.set(name, new Intl.DateTimeFormat("en-US", { timeZone: tz || "UTC", ...options }));
  return makers.get(name);
}

const LONG = { weekday: "long", year: "numeric", month: "long", day: "numeric" };
const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

function parts(at, tz, options) {
  return Object.fromEntries(maker(tz, options).formatToParts(at).map((one) => [one.type, one.value]));
}

/** `17:15`. */
export const time = (at, tz) => maker(tz, HOUR).format(at);

/** `2026-11-02`: equal for two instants of one local day. */
export function dayOf(at, tz) {
  const { year, month, day } = parts(at, tz, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${year}-${month}-${day}`;
}

function ordinal(day) {
  const tens = day % 100;
  const ending = tens >= 11 && tens <= 13 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[day % 10] || "th";
  return `${day}${ending}`;
}

/** Today, tomorrow or yesterday, where the day is one of them, in a language. */
function pretty(at, tz, now, language) {
  const day = dayOf(at, tz);
  const found = [0, 1, -1].find((days) => dayOf(shifted(dayOf(now, tz), days), "UTC") === day);
  return found === undefined ? "" : new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(found, "day");
}

const shifted = (day, days) => new Date(Date.parse(`${day}T12:00:00Z`) + days * 86400000);

function ago(at, now) {
  const minutes = Math.round((now - at) / 60000);
  const size = Math.abs(minutes);
  if (size < 1) return "just now";
  const [count, unit] = size < 60 ? [size, "minute"] : size < 1440 ? [Math.round(size / 60), "hour"] : [Math.round(size / 1440), "day"];
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return minutes > 0 ? `${words} ago` : `in ${words}`;
}

function named(at, tz, { weekday = false, short = false, year = true }) {
  const found = parts(at, tz, short ? { ...LONG, month: "short" } : LONG);
  const day = short ? found.day : ordinal(Number(found.day));
  const words = `${found.month} ${day}${year ? `, ${found.year}` : ""}`;
  return weekday ? `${found.weekday}, ${words}` : words;
}

function dayIn(language, at, tz) {
  if (language === "en") return named(at, tz, { weekday: true, year: false });
  return new Intl.DateTimeFormat(language, { timeZone: tz, weekday: "long", month: "long", day: "numeric" }).format(at);
}

const TOKENS = {
  date_num: (at, tz) => dayOf(at, tz),
  date_slash: (at, tz) => dayOf(at, tz).replaceAll("-", "/"),
  date: (at, tz) => named(at, tz, {}),
  date_short: (at, tz) => named(at, tz, { short: true }),
  date_long: (at, tz) => named(at, tz, { weekday: true }),
  date_long_full: (at, tz) => named(at, tz, { weekday: true }),
  date_pretty: (at, tz, now, language) => pretty(at, tz, now, language) || named(at, tz, {}),
  date_short_pretty: (at, tz, now, language) => pretty(at, tz, now, language) || named(at, tz, { short: true }),
  date_long_pretty: (at, tz, now, language) => pretty(at, tz, now, language) || named(at, tz, { weekday: true }),
  day_divider_pretty: (at, tz, now, language) => pretty(at, tz, now, language) || dayIn(language, at, tz),
  time,
  time_secs: (at, tz) => maker(tz, { ...HOUR, second: "2-digit" }).format(at),
  ago: (at, _tz, now) => ago(at, now),
};

/** An instant by Slack's tokens (`{date_short_pretty} at {time}`); `opens`: it begins a sentence. `language`: the reader's. */
export function dated(seconds, format, { tz, now, opens = false, language = "en" }) {
  const at = new Date(Number(seconds) * 1000);
  const words = format.replace(/\{(\w+)\}/g, (whole, token) => (TOKENS[token] ? TOKENS[token](at, tz, now, language) : whole));
  return opens ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

/** The line above the messages of one day. */
export const divider = (at, tz, now) => dated(at / 1000, "{day_divider_pretty}", { tz, now, opens: true });

/** How long until then, briefly. */
export function until(at, now) {
  const minutes = Math.max(0, Math.round((at - now) / 60000));
  if (minutes < 1) return "now";
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `in ${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ""}`;
  return `in ${Math.round(hours / 24)} days`;
}
