// A choice among many by typing: people, channels, long lists; one or several.

import { h, icon } from "/static/element.js";

const SHOWN = 60; // rows drawn at once; typing narrows
let rounds = 0;

/** A combobox. `choices`: [{value, text, group, more}]; `told` hears every change. */
export function picker({ facts, choices, chosen, single, most, placeholder, told }) {
  const id = `picker-${(rounds += 1)}`;
  const texts = new Map(choices.map((one) => [one.value, one.text]));
  let held = chosen.filter((one) => texts.has(one));
  let active = -1;
  const input = h("input", {
    ...facts, type: "text", role: "combobox", autocomplete: "off", placeholder,
    "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
  });
  const list = h("div", { id, role: "listbox", "aria-multiselectable": single ? null : "true", class: "options", hidden: true });
  const chips = h("div", { class: "chips" });
  const node = h("div", { class: single ? "picker single" : "picker" }, chips, input, list);
  const read = () => (single ? held[0] ?? null : [...held]);

  const show = () => {
    chips.replaceChildren(...(single ? [] : held.map((value) => chip(texts.get(value), () => { drop(value); input.focus(); }))));
    if (single) input.value = texts.get(held[0]) || "";
    else input.placeholder = held.length ? "" : placeholder;
  };
  const keep = (values) => { held = values; show(); told(read()); };
  const drop = (value) => keep(held.filter((one) => one !== value));
  const take = (value) => {
    if (single) { keep([value]); close(); return; }
    if (!held.includes(value) && held.length >= most) return;
    input.value = "";
    keep(held.includes(value) ? held.filter((one) => one !== value) : [...held, value]);
    open();
  };
  const found = () => {
    const typed = single && input.value === texts.get(held[0]) ? "" : input.value.trim().toLowerCase();
    return choices.filter((one) => one.text.toLowerCase().includes(typed) || one.group.toLowerCase().includes(typed));
  };
  const open = () => {
    const all = found();
    list.replaceChildren(...rows(all.slice(0, SHOWN), { id, held, take, full: !single && held.length >= most }), ...more(all, held, most, single));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    move(single ? Math.max(0, all.findIndex((one) => held.includes(one.value))) : 0);
  };
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    if (single) input.value = texts.get(held[0]) || "";
  };
  const move = (to) => {
    const all = [...list.querySelectorAll("[role=option]")];
    if (!all.length) { active = -1; return; }
    active = (to + all.length) % all.length;
    all.forEach((one, number) => one.classList.toggle("active", number === active));
    input.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  };

  input.addEventListener("input", () => {
    if (single && !input.value && held.length) keep([]);
    open();
  });
  input.addEventListener("click", () => (list.hidden ? open() : close()));
  input.addEventListener("blur", () => { if (!single) input.value = ""; close(); });
  input.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen) open();
      else move(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && isOpen && active >= 0) {
      take(list.querySelectorAll("[role=option]")[active].dataset.value);
    } else if (event.key === "Escape" && isOpen) {
      close();
      event.stopPropagation();
    } else if (event.key === "Backspace" && !input.value && held.length && !single) {
      drop(held.at(-1));
      open();
      return;
    } else return;
    event.preventDefault();
  });
  show();
  const fill = (values) => { held = [values ?? []].flat().filter((one) => texts.has(one)); show(); };
  return { node, focus: () => input.focus(), read, fill };
}

function chip(text, drop) {
  return h("span", { class: "chip" }, text,
    h("button", { type: "button", "aria-label": `Remove ${text}`, title: `Remove ${text}`, on: { click: drop } }, icon("close")));
}

function rows(shown, { id, held, take, full }) {
  let group = "";
  return shown.flatMap((one, number) => {
    const heading = one.group && one.group !== group ? [h("div", { class: "group", role: "presentation" }, one.group)] : [];
    group = one.group;
    const on = held.includes(one.value);
    const row = h("div", {
      role: "option", id: `${id}-${number}`, "data-value": one.value, "aria-selected": String(on), "aria-disabled": full && !on ? "true" : null,
      on: { mousedown: (event) => { event.preventDefault(); take(one.value); } },
    }, h("span", {}, one.text), one.more ? h("small", {}, one.more) : null);
    return [...heading, row];
  });
}

function more(all, held, most, single) {
  if (!all.length) return [h("div", { class: "none" }, "Nothing fits what you typed.")];
  const words = [];
  if (!single && held.length >= most) words.push(`At most ${most} can be chosen.`);
  if (all.length > SHOWN) words.push(`${all.length - SHOWN} more: type to narrow.`);
  return words.length ? [h("div", { class: "none" }, words.join(" "))] : [];
}
