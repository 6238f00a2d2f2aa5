// A field of a form: its label, what is typed or chosen, its hint, and what is wrong with it.

import { control } from "/static/controls.js";
import { h, icon } from "/static/element.js";

let rounds = 0;

/** An `input` block. The form finds what it holds by `node.field`: {element, block, read, fill, focus, wrong}. */
export function field(one, at) {
  const id = `field-${(rounds += 1)}`;
  const named = [h("span", { id: `${id}-label` }, one.label.text), one.optional ? h("span", { class: "optional" }, "optional") : null];
  const hint = one.hint ? h("p", { class: "hint", id: `${id}-hint` }, one.hint.text) : null;
  const wrong = h("p", { class: "wrong", id: `${id}-wrong`, hidden: true });
  const described = `${hint ? `${id}-hint ` : ""}${id}-wrong`;
  const make = one.element.type === "file_input" ? files : control;
  const held = make(one.element, one, at, { label: `${id}-label`, hint: described });
  const label = h("label", { class: "label" }, ...named);
  const target = held.node.matches("input, select, textarea") ? held.node : held.node.querySelector("input[role=combobox]");
  if (target) {
    target.id = id;
    label.htmlFor = id;
    if (!one.optional) target.setAttribute("aria-required", "true");
  }
  const node = h("div", {}, label, held.node, hint, wrong);
  node.field = {
    element: one.element, block: one, read: held.read, fill: held.fill, focus: held.focus,
    wrong: (words) => {
      wrong.textContent = words || "";
      wrong.hidden = !words;
      node.classList.toggle("is-wrong", Boolean(words));
      (target || held.node).setAttribute("aria-invalid", words ? "true" : "false");
    },
  };
  return node;
}

/** Files of this machine, handed over as they are picked. */
function files(element, owner, at, { label, hint }) {
  const most = element.max_files || 10;
  let held = [];
  const types = (element.filetypes || []).map((one) => `.${one}`).join(",");
  const input = h("input", { type: "file", multiple: most > 1, accept: types || null, class: "away", tabindex: "-1", "aria-hidden": "true" });
  const list = h("ul", { class: "files" });
  const status = h("span", { class: "hint", role: "status" });
  const button = h("button", { type: "button", class: "press", "aria-labelledby": label, "aria-describedby": hint, "data-focus": `${owner.block_id}/${element.action_id}` }, icon("attach"), most > 1 ? "Add files" : "Add a file");
  const show = () => {
    list.replaceChildren(...held.map((one) => h("li", {}, icon("file"), one.name,
      h("button", { type: "button", class: "quiet", "aria-label": `Remove ${one.name}`, on: { click: () => keep(held.filter((other) => other !== one)) } }, icon("close")))));
    button.disabled = held.length >= most;
  };
  const read = () => held.map((one) => one.id);
  const keep = (kept) => { held = kept; show(); at.changed(element, owner, read()); };
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    const picked = [...input.files].slice(0, most - held.length);
    input.value = "";
    status.textContent = "Handing over…";
    const taken = await Promise.all(picked.map((one) => at.upload(one)));
    status.textContent = taken.find((one) => !one.id)?.trouble || "";
    const there = taken.filter((one) => one.id);
    if (there.length) keep([...held, ...there]);
  });
  show();
  return { node: h("div", { class: "filing" }, list, button, input, status), focus: () => button.focus(), read, fill: () => {} };
}
