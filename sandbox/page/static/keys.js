// The keys, and the list of them.

import { h, icon } from "/static/element.js";

const LIST = [
  ["n", "Next event"], ["s", "Show what has just happened"], ["r", "Run, or pause"], ["1 … 9", "Become the first … ninth colleague"],
  ["h", "Home of the app"], ["m", "Messages with the app"], ["[ and ]", "The place before, the next"],
  ["j and k", "Next message, the one before"], ["Tab", "Into a message: its buttons, links and menu"],
  ["c", "Write a message"], ["/", "Write a command"], ["t", "Light or dark"], ["Escape", "Close what is open"], ["?", "These keys"],
];

/** `acts` maps a key to what it does; nothing is heard while somebody types or a form is open. */
export function listen(acts) {
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog[open], [role=menu]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const act = /^[1-9]$/.test(event.key) ? () => acts.person(Number(event.key) - 1) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** A page of all keys. */
export function showKeys() {
  const rows = LIST.flatMap(([key, words]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)]);
  const dialog = h("dialog", { class: "form keys", "aria-labelledby": "keys-title" },
    h("header", {}, h("h2", { id: "keys-title", tabindex: "-1" }, "Keys"),
      h("button", { type: "button", class: "quiet", "aria-label": "Close", on: { click: () => dialog.close() } }, icon("close"))),
    h("dl", { class: "form-body" }, ...rows));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
