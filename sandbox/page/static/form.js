// The form on top, as a dialog: redrawn without losing what is typed, closed by Escape, the focus returned.

import { busy, h, icon, keyed } from "/static/element.js";
import { block } from "/static/blocks.js";

export class Forms {
  #acts;
  #dialog = null;
  #view = null;
  #leaving = new Set();
  #told = "";
  #from = "";

  /** acts: {act, refresh, upload, refocus(ts), around()} of whose screen it is. */
  constructor(acts) {
    this.#acts = acts;
  }

  /** Show the form on top of these, or none. */
  show(views) {
    const view = views.filter((one) => !this.#leaving.has(one.id)).at(-1) || null;
    for (const id of [...this.#leaving]) if (!views.some((one) => one.id === id)) this.#leaving.delete(id);
    if (!view) return this.#shut();
    const fresh = !this.#view || this.#view.id !== view.id;
    if (fresh) this.#open(view);
    const turned = !fresh && (this.#view.submit !== view.submit || this.#view.title !== view.title);
    this.#view = view;
    this.#draw(view);
    if (fresh || (turned && !this.#dialog.querySelector(".form-body").contains(document.activeElement))) this.#begin();
    if (fresh || JSON.stringify(view.errors) !== this.#told) this.#mark(view.errors, !fresh);
  }

  get isOpen() {
    return this.#dialog !== null;
  }

  #open(view) {
    this.#shut();
    this.#from = document.activeElement.closest(".message")?.dataset.ts || "";
    const body = h("div", { class: "form-body" });
    this.#dialog = h("dialog", { class: "form", "aria-labelledby": "form-title", "data-view": view.id },
      h("form", { novalidate: true, on: { submit: (event) => { event.preventDefault(); this.#submit(); } } },
        h("header", {}), body, h("p", { class: "form-trouble", role: "alert", hidden: true }), h("footer", {})));
    this.#dialog.addEventListener("cancel", (event) => { event.preventDefault(); this.#close(); });
    this.#dialog.addEventListener("pointerdown", (event) => { if (event.target === this.#dialog) event.preventDefault(); });
    document.body.append(this.#dialog);
    this.#dialog.showModal();
  }

  #shut() {
    if (!this.#dialog) return;
    const dialog = this.#dialog;
    this.#dialog = this.#view = null;
    this.#told = "";
    dialog.close();
    dialog.remove();
    if (document.activeElement === document.body) this.#acts.refocus(this.#from);
  }

  #draw(view) {
    const head = this.#dialog.querySelector("header");
    const foot = this.#dialog.querySelector("footer");
    const sign = `${view.title}|${view.submit}|${view.close}`;
    if (head.dataset.sign !== sign) {
      head.dataset.sign = sign;
      head.replaceChildren(h("h2", { id: "form-title", tabindex: "-1" }, view.title),
        h("button", { type: "button", class: "quiet", "aria-label": "Close this form", on: { click: () => this.#close() } }, icon("close")));
      const close = h("button", { type: "button", class: "press", on: { click: () => this.#close() } }, view.close || "Close");
      foot.replaceChildren(close, ...(view.submit ? [h("button", { type: "submit", class: "press primary" }, view.submit)] : []));
    }
    const body = this.#dialog.querySelector(".form-body");
    const typed = this.#typed();
    const at = { ...this.#acts.around(), state: layered(view.state, typed), ...this.#handlers() };
    keyed(body, view.blocks, {
      key: (one) => one.block_id || JSON.stringify(one),
      sign: (one) => JSON.stringify(one),
      draw: (one) => block(one, at),
    });
  }

  #handlers() {
    return {
      press: (element, owner) => this.#act({ do: "press", action_id: element.action_id, block_id: owner.block_id, value: element.value ?? null, values: this.#typed() }),
      changed: (element, owner, value) => {
        this.#unmark(owner.block_id);
        const tells = owner.type !== "input" || owner.dispatch_action;
        if (tells) this.#act({ do: "choose", block_id: owner.block_id, action_id: element.action_id, value, values: this.#typed() });
      },
      upload: this.#acts.upload,
    };
  }

  #fields() {
    return [...this.#dialog.querySelectorAll(".block-input")].map((one) => one.field);
  }

  /** What each field holds on the screen now. */
  #typed() {
    const found = {};
    for (const one of this.#fields()) found[one.block.block_id] = { [one.element.action_id]: one.read() };
    return found;
  }

  async #act(what) {
    const answer = await this.#acts.act({ ...what, view: this.#view.id });
    this.#trouble(answer.trouble);
    await this.#acts.refresh();
  }

  async #submit() {
    const button = this.#dialog.querySelector("footer [type=submit]");
    if (!button) return;
    const view = this.#view.id;
    await busy(button, async () => {
      const answer = await this.#acts.act({ do: "submit", view, values: this.#typed() });
      this.#trouble(answer.trouble);
      await this.#acts.refresh();
      if (this.#view?.id === view && Object.keys(answer.errors || {}).length) this.#mark(answer.errors, true);
    });
  }

  #close() {
    const view = this.#view.id;
    this.#leaving.add(view);
    this.#shut();
    this.#acts.act({ do: "close", view }).then((answer) => {
      if (!answer.ok) this.#leaving.delete(view);
      return this.#acts.refresh();
    });
  }

  #trouble(words) {
    const line = this.#dialog?.querySelector(".form-trouble");
    if (!line) return;
    line.textContent = words || "";
    line.hidden = !words;
  }

  #mark(errors, focus) {
    this.#told = JSON.stringify(errors);
    const fields = this.#fields();
    for (const one of fields) one.wrong(errors[one.block.block_id]);
    const first = fields.find((one) => errors[one.block.block_id]);
    if (focus && first) {
      first.focus();
      this.#dialog.querySelector(".is-wrong").scrollIntoView({ block: "nearest" });
    }
  }

  #unmark(blockId) {
    this.#fields().find((one) => one.block.block_id === blockId)?.wrong("");
  }

  /** The first field, or the title where there is only something to read. */
  #begin() {
    const first = this.#fields()[0];
    if (first) first.focus();
    else this.#dialog.querySelector("#form-title").focus();
    this.#dialog.querySelector(".form-body").scrollTop = 0;
  }
}

/** What the workspace knows to be filled in, and over it what stands on the screen. */
function layered(state, typed) {
  const found = { ...state };
  for (const [id, held] of Object.entries(typed)) if (id in found) found[id] = { ...found[id], ...held };
  return found;
}
