// The clock: what has just happened, what comes next, and how to get there. And the light, the keys, who acts.

import { time, until } from "/static/dates.js";
import { busy, h, icon } from "/static/element.js";

export class ClockBar {
  /** acts: clock(what), show(news), seen(news), play(itself), theme(), keys(). */
  constructor(node, acts) {
    const press = (name, words, what, key) => {
      const made = h("button", { type: "button", class: "press", "data-clock": name, title: `${words} (${key})` }, icon(name), h("span", {}, words));
      made.addEventListener("click", () => busy(made, () => acts.clock(what(made))));
      return made;
    };
    this.next = press("next", "Next event", () => "step", "n");
    this.run = press("run", "Run", () => (this.running ? "pause" : "run"), "r");
    this.next.classList.add("primary");
    this.next.setAttribute("aria-describedby", "coming");
    this.seen = acts.seen;
    this.happened = h("span", {});
    this.show = h("button", { type: "button", class: "link", id: "show", title: "Show it (s)", hidden: true });
    this.show.addEventListener("click", () => busy(this.show, () => acts.show(this.news)));
    this.words = h("p", { class: "coming", id: "coming" });
    const words = h("div", { class: "told" }, h("p", { class: "happened", role: "status" }, this.happened, " ", this.show), this.words);
    this.itself = h("input", { type: "checkbox", role: "switch", id: "itself", on: { change: () => acts.play(this.itself.checked) } });
    this.whose = h("label", { for: "itself", class: "switch" }, this.itself, h("span", {}));
    const theme = h("button", { type: "button", class: "quiet", "aria-label": "Light or dark", title: "Light or dark (t)", "data-theme-toggle": true, on: { click: acts.theme } }, icon("moon"));
    const keys = h("button", { type: "button", class: "quiet", "aria-label": "Keys", "data-keys": true, title: "Keys (?)", on: { click: acts.keys } }, icon("keys"));
    node.replaceChildren(h("div", { class: "hand" }, this.next, this.run), words, h("div", { class: "extras" }, this.whose, theme, keys));
  }

  draw(screen) {
    this.running = screen.mode === "running";
    this.next.disabled = this.running || !screen.next || screen.busy;
    this.next.classList.toggle("turning", screen.busy);
    const sign = this.running ? "pause" : "run";
    if (this.run.dataset.sign !== sign) {
      this.run.dataset.sign = sign;
      this.run.replaceChildren(icon(sign), h("span", {}, this.running ? "Pause" : "Run"));
      this.run.title = this.running ? "Pause (r)" : "Run on, event by event (r)";
    }
    this.drawNews(screen);
    const words = screen.next ? screen.next.what : screen.busy ? "Time goes by until somebody is asked. One moment…" : "Nothing is planned.";
    const soon = screen.next ? until(new Date(screen.next.at), new Date(screen.now)) : "";
    const text = screen.next ? `Next: ${words}` : words;
    if (this.words.dataset.sign !== `${text}|${soon}`) {
      this.words.dataset.sign = `${text}|${soon}`;
      this.words.replaceChildren(text, " ", soon ? h("small", {}, soon) : "");
    }
    const mine = screen.people.find((one) => one.id === screen.me.id);
    this.itself.checked = Boolean(mine) && !mine.played;
    this.whose.lastElementChild.textContent = `${screen.me.real_name.split(" ")[0]} acts without me`;
  }

  /** What has just happened, and a way to it unless it can be seen already. */
  drawNews(screen) {
    const news = (this.news = screen.news);
    const other = news && news.as && news.as !== screen.me.id ? screen.people.find((one) => one.id === news.as) : null;
    const text = news ? `${time(new Date(news.at), screen.me.tz)} ${news.what}.` : "";
    if (this.happened.textContent !== text) this.happened.textContent = text;
    this.show.hidden = !news || (!other && this.seen(news));
    const words = other ? `Become ${other.real_name.split(" ")[0]}` : "Show";
    if (this.show.textContent !== words) this.show.textContent = words;
    this.words.parentElement.classList.toggle("is-news", Boolean(news));
  }
}
