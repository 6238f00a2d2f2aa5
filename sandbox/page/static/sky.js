// The strip along the top: each colleague under their own sky. Press one to become that person.

import { busy, h, icon, keyed } from "/static/element.js";

/** `become(id)` hears a press. */
export function drawSky(node, { people, me }, become) {
  keyed(node, people, {
    key: (one) => one.id,
    sign: (one) => JSON.stringify([one, one.id === me.id]),
    draw: (one) => tile(one, one.id === me.id, become),
  });
}

function tile(one, mine, become) {
  const [hours, minutes] = one.local.split(":").map(Number);
  const sky = skyOf(hours);
  const first = one.real_name.split(" ")[0];
  const state = one.working ? "working" : "not working";
  const unread = one.unread ? `, ${one.unread} unread` : "";
  const node = h("button", {
    type: "button", class: "tile", "data-sky": sky, "data-person": one.id, "data-focus": "tile", "aria-pressed": String(mine), title: `${one.real_name} · ${one.hours}`,
    "aria-label": `${one.real_name}, ${one.city}, ${one.day} ${one.local}, ${state}${unread}${mine ? ". You are this person." : ""}`,
    on: { click: (event) => busy(event.currentTarget, () => become(one.id)) },
  },
  h("span", { class: "disc" }, icon(sky === "night" ? "moon" : "sun")),
  h("span", { class: "tile-name" }, h("strong", {}, first), mine ? h("span", { class: "you" }, "you") : null, one.unread ? h("span", { class: "badge" }, one.unread > 99 ? "99+" : one.unread) : null),
  h("span", { class: "tile-city" }, one.city),
  h("span", { class: "tile-time" }, h("b", {}, one.local), h("small", {}, one.day)),
  h("span", { class: "tile-state" }, h("i", { class: one.working ? "dot on" : "dot" }), one.working ? "working" : "off"));
  const along = (hours + minutes / 60) / 24;
  node.style.setProperty("--along", along.toFixed(3));
  return node;
}

function skyOf(hour) {
  if (hour < 5 || hour >= 21) return "night";
  if (hour < 8) return "dawn";
  return hour < 18 ? "day" : "dusk";
}
