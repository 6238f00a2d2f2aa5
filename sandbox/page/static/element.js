// Elements made of data: words only ever become text, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element. In `facts`, `on` holds listeners, true is a bare attribute; null, undefined and false are left out. */
export function h(tag, facts = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(facts)) {
    if (name === "on") {
      for (const [event, heard] of Object.entries(value)) made.addEventListener(event, heard);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...children.flat(9).filter((one) => one !== null && one !== undefined && one !== false && one !== ""));
  return made;
}

/** A line drawing, 16 by 16. */
export function icon(name) {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("viewBox", "0 0 16 16");
  drawn.setAttribute("class", "icon");
  drawn.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  drawn.append(path);
  return drawn;
}

const ICONS = {
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1",
  moon: "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z",
  next: "M4 3l6 5-6 5zM12.5 3v10",
  run: "M5 3l8 5-8 5z",
  pause: "M5.5 3v10M10.5 3v10",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  reply: "M2.5 3.5h11v7H8l-3.5 3v-3h-2z",
  file: "M4 1.5h5l3 3v10H4zM9 1.5v3h3",
  attach: "M11.5 5.5l-5 5a1.5 1.5 0 0 1-2-2l5.500-5.500a2.800 2.800 0 0 1 4 4l-6 6a4.200 4.200 0 0 1-6-6l5-5",
  send: "M2 8l12-5.500-4 11.500-2.500-4.500zM7.500 9.500L14 2.500",
  close: "M3.500 3.500l9 9M12.500 3.500l-9 9",
  home: "M2.500 7.500L8 2.500l5.500 5M4 6.500v7h8v-7",
  keys: "M1.500 4.500h13v7h-13zM4 7h.01M6.500 7h.01M9 7h.01M11.500 7h.01M5 9.500h6",
  lock: "M4 7h8v6.500H4zM5.500 7V5a2.500 2.500 0 0 1 5 0v2",
  down: "M4 6l4 4 4-4",
};

/** Draw a list anew, keeping the nodes of what did not change, and the focus. */
export function keyed(parent, items, { key, sign, draw }) {
  const old = parent.kept ?? new Map();
  const kept = new Map();
  for (const item of items) {
    const name = key(item);
    const mark = sign(item);
    const there = old.get(name);
    if (there && there.mark === mark) kept.set(name, there);
    else kept.set(name, { mark, node: there ? replaced(there.node, draw(item, there.node)) : draw(item, null) });
  }
  for (const [name, { node }] of old) if (!kept.has(name)) node.remove();
  let at = parent.firstElementChild;
  for (const { node } of kept.values()) {
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
  parent.kept = kept;
}

/** Put `fresh` where `node` stands; the focus goes to the same control in it, else to the whole of it. */
export function replaced(node, fresh) {
  const active = document.activeElement;
  const held = node.contains(active) ? active : null;
  const name = held?.dataset?.focus;
  node.replaceWith(fresh);
  if (held) {
    const same = name && [...fresh.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === name);
    const whole = fresh.matches("[tabindex], button, a") ? fresh : fresh.querySelector("[data-focus]:not([disabled])");
    (same || whole)?.focus({ preventScroll: true });
  }
  return fresh;
}

/** Answer a press at once: the button says that it works, until `done` is. */
export async function busy(button, done) {
  if (button.getAttribute("aria-busy") === "true") return undefined;
  button.setAttribute("aria-busy", "true");
  try {
    return await done();
  } finally {
    button.removeAttribute("aria-busy");
  }
}
