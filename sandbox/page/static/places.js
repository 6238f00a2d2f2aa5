// The list of places to be: channels, the conversation with the app, and its Home.

import { busy, h, icon, keyed } from "/static/element.js";

/** `go(id)` opens a conversation; "home" is the app's Home. */
export function drawPlaces(node, { conversations, bot }, here, go) {
  const rooms = conversations.filter((one) => one.kind !== "direct");
  const direct = conversations.filter((one) => one.kind === "direct");
  const items = [
    { id: "rooms", heading: "Channels" }, ...rooms, { id: "apps", heading: bot.name },
    { id: "home", name: "Home", kind: "home", unread: 0 }, ...direct.map((one) => ({ ...one, name: "Messages" })),
  ].map((one) => ({ ...one, here: one.id === here }));
  keyed(node, items, {
    key: (one) => one.id,
    sign: (one) => JSON.stringify(one),
    draw: (one) => (one.heading ? h("h2", {}, one.heading) : place(one, go)),
  });
}

const SIGNS = { public: () => h("span", { class: "hash", "aria-hidden": "true" }, "#"), private: () => icon("lock"), home: () => icon("home"), direct: () => icon("reply") };

function place(one, go) {
  const label = one.unread ? `${one.name}, ${one.unread} unread` : one.name;
  return h("button", {
    type: "button", class: one.unread ? "place unread" : "place", "data-place": one.id, "data-kind": one.kind, "data-focus": "place",
    "aria-current": one.here ? "page" : null, "aria-label": label, title: one.topic || null, on: { click: (event) => busy(event.currentTarget, () => go(one.id)) },
  }, SIGNS[one.kind](), h("span", { class: "place-name" }, one.name), one.unread ? h("span", { class: "badge" }, one.unread > 99 ? "99+" : one.unread) : null);
}
