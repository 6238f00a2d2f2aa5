// Initials on a colour of one's own; the bot has the sun.

import { h, icon } from "/static/element.js";

const HUES = 8;

export function avatar(id, name, bot = false) {
  if (bot) return h("span", { class: "avatar bot", "aria-hidden": "true" }, icon("sun"));
  const hue = [...id].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 9973, 7) % HUES;
  const words = name.trim().split(/\s+/);
  const initials = (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2)).toUpperCase();
  return h("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, initials);
}
