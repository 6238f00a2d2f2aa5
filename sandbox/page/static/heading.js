// The line above the messages: where one is, and how many others are.

import { h, icon } from "/static/element.js";

const SIGNS = { public: "# ", private: "" };

export function placeName(screen, home) {
  if (home) return `${screen.bot.name} Home`;
  return screen.open.kind === "direct" ? screen.bot.name : `${SIGNS[screen.open.kind] ?? ""}${screen.open.name}`.replace("# ", "#");
}

export function drawHeading(node, screen, home) {
  const name = placeName(screen, home);
  const more = home ? `What ${screen.bot.name} shows you alone` : screen.open.kind === "direct" ? "A conversation between you and the app"
    : `${screen.open.members} members`;
  const sign = `${name}|${more}`;
  if (node.dataset.sign === sign) return;
  node.dataset.sign = sign;
  node.replaceChildren(h("h2", { id: "where" }, screen.open.kind === "private" && !home ? icon("lock") : "", name), h("p", {}, more));
}

const first = (screen) => screen.me.real_name.split(" ")[0];

/** The first line a stranger reads; gone for good once dismissed. */
export function drawWelcome(node, screen) {
  if (localStorage.getItem("welcomed") || !screen.people.length) {
    node.hidden = true;
    return;
  }
  const mine = screen.people.find((one) => one.id === screen.me.id);
  const words = `You are ${first(screen)}. It is ${mine.local} in ${mine.city}. Press Next event to let time pass until something happens; press a colleague above to become them.`;
  if (!node.firstChild) {
    node.append(h("span", {}), h("button", { type: "button", class: "quiet", "aria-label": "Dismiss", on: { click: () => { localStorage.setItem("welcomed", "1"); node.hidden = true; } } }, icon("close")));
  }
  if (node.firstChild.textContent !== words) node.firstChild.textContent = words;
  node.hidden = false;
}

/** What an empty place says. */
export function emptyWords(screen, home) {
  if (home) return "Nothing here yet. The app fills its Home the first time it is opened; one moment.";
  if (screen.open.kind === "direct") return `Nothing here yet. Press Next event: ${screen.bot.name} asks ${first(screen)} at the end of the working day. Or type / to see its commands.`;
  return `Nothing here yet. Press Next event, or write something to #${screen.open.name}.`;
}
