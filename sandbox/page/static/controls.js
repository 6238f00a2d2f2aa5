// What can be pressed or chosen, in messages and in forms: buttons, selects, boxes.

import { busy, h } from "/static/element.js";
import { menu } from "/static/menu.js";
import { picker } from "/static/picker.js";

const MANY = 15; // more options than this are searched by typing
const named = (element, owner) => `${owner.block_id}/${element.action_id}`;

/** A button that answers its press at once; one with an address opens it as well. */
export function button(element, owner, at) {
  const facts = {
    class: `press ${element.style || ""}`, "data-focus": named(element, owner), "aria-label": element.accessibility_label,
  };
  const press = () => at.press(element, owner);
  if (element.url) {
    const link = { href: element.url, target: "_blank", rel: "noopener noreferrer", on: { click: press } };
    return h("a", { ...facts, ...link }, element.text.text);
  }
  const made = h("button", { ...facts, type: "button" }, element.text.text);
  made.addEventListener("click", () => busy(made, press));
  return made;
}

/** A control with what it holds: {node, focus, read, fill}. `label` is the id of what names it. */
export function control(element, owner, at, { label = null, hint = null, error = false } = {}) {
  const facts = {
    "data-focus": named(element, owner), "aria-labelledby": label, "aria-describedby": hint,
    "aria-invalid": error ? "true" : null, "aria-label": label ? null : element.placeholder?.text || "Choose",
  };
  const make = CONTROLS[element.type] || unknown;
  const told = (value) => at.changed(element, owner, value);
  return make(element, { facts, told, at, value: held(element, owner, at) });
}

/** What the element holds now: values of options, ids, words. */
function held(element, owner, at) {
  const state = at.state?.[owner.block_id]?.[element.action_id];
  const first = element.initial_option ?? element.initial_options ?? element.initial_user ?? element.initial_users
    ?? element.initial_value ?? element.initial_date ?? element.initial_time ?? null;
  return bare(state === undefined ? first : state);
}

function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (value && typeof value === "object") return value.value ?? value.id ?? null;
  return value;
}

const CONTROLS = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  datepicker: typed,
  timepicker: typed,
  static_select: (element, given) => select(element, given, options(element)),
  users_select: (element, given) => select(element, given, people(given.at)),
  conversations_select: (element, given) => select(element, given, channels(given.at)),
  channels_select: (element, given) => select(element, given, channels(given.at)),
  multi_static_select: (element, given) => several(element, given, options(element)),
  multi_users_select: (element, given) => several(element, given, people(given.at)),
  multi_conversations_select: (element, given) => several(element, given, channels(given.at)),
  multi_channels_select: (element, given) => several(element, given, channels(given.at)),
  checkboxes: (element, given) => boxes(element, given, "checkbox"),
  radio_buttons: (element, given) => boxes(element, given, "radio"),
  overflow,
};

function unknown(element) {
  const node = h("p", { class: "unknown" }, `This page cannot draw an element of type ${element.type}.`);
  return { node, focus: () => {}, read: () => null, fill: () => {} };
}

function options(element) {
  const groups = element.option_groups || [{ options: element.options || [] }];
  return groups.flatMap((group) => group.options.map((one) => ({
    value: one.value, text: one.text.text, more: one.description?.text || "", group: group.label?.text || "",
  })));
}

const people = (at) => Object.entries(at.users).filter(([id]) => id !== at.bot).map(([value, text]) => ({ value, text, group: "", more: "" }));
const channels = (at) => Object.entries(at.channels).map(([value, name]) => ({ value, text: `#${name}`, group: "", more: "" }));

const KINDS = { email_text_input: "email", url_text_input: "url", number_input: "text", datepicker: "date", timepicker: "time" };

function typed(element, { facts, told, value }) {
  const limits = { maxlength: element.max_length, placeholder: element.placeholder?.text, autocomplete: "off" };
  const node = element.multiline
    ? h("textarea", { ...facts, ...limits, rows: 2 })
    : h("input", { ...facts, ...limits, type: KINDS[element.type] || "text" });
  node.value = value ?? "";
  let waits;
  const tell = () => { clearTimeout(waits); told(node.value); };
  node.addEventListener("input", () => { clearTimeout(waits); waits = setTimeout(tell, 400); });
  node.addEventListener("change", tell);
  return { node, focus: () => node.focus(), read: () => node.value || null, fill: (text) => { node.value = text ?? ""; } };
}

function select(element, given, choices) {
  if (choices.length > MANY) return several(element, given, choices, true);
  const { facts, told, value } = given;
  const node = h("select", facts, h("option", { value: "" }, element.placeholder?.text || "Choose one"));
  const groups = Map.groupBy ? Map.groupBy(choices, (one) => one.group) : grouped(choices);
  for (const [label, members] of groups) {
    const drawn = members.map((one) => h("option", { value: one.value }, one.text));
    node.append(...(label ? [h("optgroup", { label }, ...drawn)] : drawn));
  }
  node.value = value ?? "";
  node.addEventListener("change", () => told(node.value || null));
  return { node, focus: () => node.focus(), read: () => node.value || null, fill: (chosen) => { node.value = chosen ?? ""; } };
}

function grouped(choices) {
  const found = new Map();
  for (const one of choices) found.set(one.group, [...(found.get(one.group) || []), one]);
  return found;
}

function several(element, { facts, told, value }, choices, single = false) {
  return picker({
    facts, choices, single, told, chosen: [value ?? []].flat(),
    most: single ? 1 : element.max_selected_items || Infinity,
    placeholder: element.placeholder?.text || "Type to search",
  });
}

let rounds = 0;

function boxes(element, { facts, told, value }, type) {
  const name = `choice-${(rounds += 1)}`;
  const chosen = new Set([value ?? []].flat());
  const inputs = options(element).map((one) => {
    const input = h("input", { type, name, value: one.value, "data-focus": `${facts["data-focus"]}/${one.value}` });
    input.checked = chosen.has(one.value);
    return { input, row: h("label", { class: "box" }, input, h("span", {}, one.text, one.more ? h("small", {}, one.more) : null)) };
  });
  const on = () => inputs.filter(({ input }) => input.checked).map(({ input }) => input.value);
  const read = () => (type === "radio" ? on()[0] ?? null : on());
  const role = type === "radio" ? "radiogroup" : "group";
  const { "data-focus": _, ...rest } = facts;
  const node = h("div", { ...rest, role, class: "boxes", on: { change: () => told(read()) } }, ...inputs.map(({ row }) => row));
  const fill = (wanted) => inputs.forEach(({ input }) => { input.checked = [wanted ?? []].flat().includes(input.value); });
  return { node, focus: () => inputs[0]?.input.focus(), read, fill };
}

function overflow(element, { facts, told }) {
  const choices = options(element).map((one) => ({ text: one.text, act: () => told(one.value) }));
  const node = menu({ label: "More actions", facts, items: () => choices });
  return { node, focus: () => node.querySelector("button").focus(), read: () => null, fill: () => {} };
}
