// Draws one message, form or Home that it is handed, with the page's own hand: for pictures.

import { blocks } from "/static/blocks.js";
import { dayOf } from "/static/dates.js";
import { h } from "/static/element.js";
import { Forms } from "/static/form.js";
import { drawMessages } from "/static/messages.js";

const card = document.getElementById("card");
const idle = async () => ({ ok: true, trouble: "", errors: {} });
const named = (all) => all.map((one, number) => ({ block_id: `part-${number}`, ...one }));

/** {kind, now, tz, language, users, channels, messages | view | home}; afterwards `[data-drawn]` is what to look at. */
window.drawOne = ({ kind, now, tz, language, users, channels, messages, view, home }) => {
  const at = new Date(now);
  const around = { tz, language, now: at, day: dayOf(at, tz), users, channels, me: "", bot: "" };
  card.kept = undefined;
  document.querySelectorAll("dialog").forEach((one) => one.remove());
  card.replaceChildren();
  card.hidden = kind === "form";
  document.querySelectorAll("[data-drawn]").forEach((one) => delete one.dataset.drawn);
  if (kind === "form") {
    const forms = new Forms({ act: idle, refresh: idle, upload: idle, refocus: () => {}, around: () => around });
    forms.show([{ ...view, blocks: named(view.blocks) }]);
    document.activeElement?.blur();
    document.querySelector("dialog").dataset.drawn = "true";
    return;
  }
  if (kind === "home") card.append(h("section", { class: "home blocks" }, ...blocks(named(home), { ...around, press: idle, changed: idle, upload: idle })));
  else drawMessages(card, messages.map((one) => ({ ...one, blocks: named(one.blocks) })), { around, acts: { press: idle, choose: idle, reply: idle, menu: () => [] }, threaded: true });
  card.dataset.drawn = "true";
};
document.documentElement.dataset.ready = "true";
