// Where one writes: Enter sends, "/" lists the commands, "@" the people; files can go along.

import { busy, h, icon } from "/static/element.js";

let rounds = 0;

export class Composer {
  #acts;
  #files = [];
  #editing = null;
  #offered = [];
  #active = 0;

  /** acts: send({text, files, editing}), upload(file), commands(), people(). `thread`: no commands, no files. */
  constructor(node, { acts, thread = false }) {
    this.#acts = acts;
    this.thread = thread;
    const id = `offers-${(rounds += 1)}`;
    this.list = h("div", { class: "offers options", role: "listbox", id, hidden: true });
    this.input = h("textarea", {
      rows: 1, "aria-label": "Message", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false", role: "combobox", maxlength: 12000,
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event), blur: () => this.#hide() },
    });
    this.note = h("div", { class: "composer-note", hidden: true });
    this.kept = h("ul", { class: "files" });
    this.picker = h("input", { type: "file", multiple: true, class: "away", tabindex: "-1", "aria-hidden": "true", on: { change: () => this.#attach() } });
    this.sending = h("button", { type: "button", class: "quiet send", "aria-label": "Send", title: "Send (Enter)", on: { click: () => this.#send() } }, icon("send"));
    const attach = h("button", { type: "button", class: "quiet", "aria-label": "Attach a file", title: "Attach a file", on: { click: () => this.picker.click() } }, icon("attach"));
    node.replaceChildren(this.list, this.note, this.kept, h("div", { class: "write" }, attach, this.picker, this.input, this.sending));
    this.#grow();
  }

  /** What the empty field says, and its name. */
  call(words) {
    this.input.placeholder = words;
    this.input.setAttribute("aria-label", words);
  }

  focus(text) {
    if (text !== undefined) {
      this.input.value = text;
      this.#typed();
    }
    this.input.focus();
  }

  /** Change a message that is there already. */
  edit(said, words) {
    this.#editing = said;
    this.note.replaceChildren("Editing your message. ", h("button", { type: "button", class: "link", on: { click: () => this.clear() } }, "Leave it as it was"));
    this.note.hidden = false;
    this.focus(words);
  }

  clear() {
    this.#editing = null;
    this.#files = [];
    this.note.hidden = true;
    this.input.value = "";
    this.#showFiles();
    this.#grow();
    this.#hide();
  }

  async #send() {
    const text = this.input.value.trim();
    if (!text && !this.#files.length) return;
    const kept = { text, files: this.#files, editing: this.#editing };
    this.clear();
    await busy(this.sending, async () => {
      const answer = await this.#acts.send({ ...kept, files: kept.files.map((one) => one.id) });
      if (!answer.ok && !this.input.value) {
        this.input.value = kept.text;
        this.#files = kept.files;
        this.#showFiles();
        this.#grow();
      }
    });
  }

  #key(event) {
    if (event.isComposing) return;
    const listed = !this.list.hidden;
    if (listed && (event.key === "ArrowDown" || event.key === "ArrowUp")) this.#move(event.key === "ArrowDown" ? 1 : -1);
    else if (listed && (event.key === "Tab" || (event.key === "Enter" && !this.#complete()))) this.#take(this.#offered[this.#active]);
    else if (event.key === "Enter" && !event.shiftKey) this.#send();
    else if (event.key === "Escape" && listed) this.#hide();
    else if (event.key === "Escape" && this.#editing) this.clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether what is offered is typed already, so that Enter sends it. */
  #complete() {
    const [head] = this.input.value.split(/\s/);
    return this.#offered.some((one) => one.insert.trim() === head) || !this.#offered.length;
  }

  #typed() {
    this.#grow();
    const before = this.input.value.slice(0, this.input.selectionStart);
    const command = !this.thread && /^\/(\S*)$/.exec(before);
    const person = /(?:^|\s)@([\w.-]*)$/.exec(before);
    if (command) this.#offer(this.#acts.commands().filter((one) => one.name.startsWith(`/${command[1]}`))
      .map((one) => ({ insert: `${one.name} `, from: 0, title: one.name, usage: one.usage, words: one.description })));
    else if (person) this.#offer(this.#acts.people().filter((one) => [one.name, one.real_name].some((name) => name.toLowerCase().startsWith(person[1].toLowerCase())))
      .map((one) => ({ insert: `@${one.name} `, from: before.length - person[1].length - 1, title: `@${one.name}`, usage: "", words: one.real_name })));
    else this.#hide();
  }

  #offer(offered) {
    this.#offered = offered.slice(0, 12);
    this.#active = 0;
    this.list.replaceChildren(...this.#offered.map((one, number) => h("div", {
      role: "option", id: `${this.list.id}-${number}`, "aria-selected": "false",
      on: { mousedown: (event) => { event.preventDefault(); this.#take(one); } },
    }, h("span", {}, h("strong", {}, one.title), one.usage ? h("code", {}, one.usage) : null), h("small", {}, one.words))));
    this.list.hidden = !this.#offered.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.#move(0);
  }

  #move(by) {
    const rows = [...this.list.children];
    if (!rows.length) return;
    this.#active = (this.#active + by + rows.length) % rows.length;
    rows.forEach((one, number) => {
      one.classList.toggle("active", number === this.#active);
      one.setAttribute("aria-selected", String(number === this.#active));
    });
    rows[this.#active].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", rows[this.#active].id);
  }

  #take(one) {
    const rest = this.input.value.slice(this.input.selectionStart);
    this.input.value = this.input.value.slice(0, one.from) + one.insert + rest;
    this.input.selectionStart = this.input.selectionEnd = one.from + one.insert.length;
    this.#hide();
  }

  #hide() {
    this.list.hidden = true;
    this.#offered = [];
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** Where the style sheet cannot do it by itself. */
  #grow() {
    if (CSS.supports("field-sizing", "content") || !this.input.offsetParent) return;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 200)}px`;
  }

  async #attach() {
    const picked = [...this.picker.files];
    this.picker.value = "";
    for (const one of picked) {
      const taken = await this.#acts.upload(one);
      if (taken.id) this.#files = [...this.#files, taken];
    }
    this.#showFiles();
    this.input.focus();
  }

  #showFiles() {
    this.kept.replaceChildren(...this.#files.map((one) => h("li", {}, icon("file"), one.name,
      h("button", { type: "button", class: "quiet", "aria-label": `Remove ${one.name}`, on: { click: () => { this.#files = this.#files.filter((other) => other !== one); this.#showFiles(); } } }, icon("close")))));
  }
}
