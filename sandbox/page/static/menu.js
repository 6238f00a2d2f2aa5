// A small menu behind a button: arrows move, Escape closes, and the focus returns.

import { h, icon } from "/static/element.js";

/** `items()` gives [{text, act, danger}] each time it opens. */
export function menu({ label, items, facts = {}, name = "more" }) {
  const opener = h("button", {
    ...facts, "aria-label": label, "aria-labelledby": null, title: label, type: "button", class: "quiet", "aria-haspopup": "menu", "aria-expanded": "false",
  }, icon(name));
  const node = h("div", { class: "menu" }, opener);
  let list = null;

  const close = (back) => {
    if (!list) return;
    list.remove();
    list = null;
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", elsewhere, true);
    if (back) opener.focus();
  };
  const elsewhere = (event) => { if (!node.contains(event.target)) close(false); };
  const open = () => {
    list = h("div", { role: "menu", "aria-label": label }, ...items().map((one) =>
      h("button", { type: "button", role: "menuitem", tabindex: "-1", class: one.danger ? "danger" : null,
        on: { click: () => { close(true); one.act(); } } }, one.text)));
    list.addEventListener("keydown", (event) => moved(event, list, close));
    list.addEventListener("focusout", (event) => { if (event.relatedTarget && !node.contains(event.relatedTarget)) close(false); });
    node.append(list);
    if (list.getBoundingClientRect().bottom > innerHeight - 8) list.classList.add("above");
    opener.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", elsewhere, true);
    list.firstElementChild?.focus({ preventScroll: true });
  };
  opener.addEventListener("click", () => (list ? close(true) : open()));
  return node;
}

function moved(event, list, close) {
  const all = [...list.children];
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined) all[to % all.length].focus();
  else if (event.key === "Escape") close(true);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
