// Whose screen this is, what is open on it, and what the workspace last said of it.

import * as server from "/static/server.js";

const MOST = 100;

/** Tells `draw(screen, desk)` after every change; asks again only once the last answer is there. */
export class Desk {
  #draw;
  #asking = null;
  #again = false;
  screen = null;
  as = "";
  place = "";
  home = false;
  thread = "";
  most = MOST;

  constructor(draw) {
    this.#draw = draw;
    this.#read();
    addEventListener("hashchange", () => {
      if (location.hash.slice(1) === this.#hash()) return;
      this.#read();
      this.refresh();
    });
  }

  /** Ask for the screen; many calls while one is under way are one more. Resolves once it is drawn. */
  async refresh() {
    if (this.#asking) {
      this.#again = true;
      return this.#asking;
    }
    this.#asking = this.#ask();
    try {
      await this.#asking;
    } finally {
      this.#asking = null;
    }
    return undefined;
  }

  async #ask() {
    do {
      this.#again = false;
      const wanted = this.#wanted();
      const told = await server.screen(wanted);
      if (told.ok === false) {
        // Somebody or some place that is no longer there: the first that is.
        if (told.refused === 404 && (wanted.in || wanted.as)) this.#forget(wanted);
        continue;
      }
      if (JSON.stringify(wanted) !== JSON.stringify(this.#wanted())) {
        this.#again = true;
        continue;
      }
      this.screen = told;
      this.as = told.me.id;
      this.place = told.open.id;
      this.#remember();
      this.#draw(told, this);
    } while (this.#again);
  }

  #forget(wanted) {
    if (wanted.in) this.place = this.thread = "";
    else this.as = "";
    this.#again = true;
  }

  #wanted() {
    return { as: this.as, in: this.place, thread: this.thread, most: this.most === MOST ? "" : String(this.most) };
  }

  /** Go somewhere: another person, place, thread, or further back. */
  go({ as = this.as, place = this.place, home = false, thread = "", most = MOST }) {
    Object.assign(this, { as, place, home, thread, most });
    return this.refresh();
  }

  act = (what) => server.act(this.as, what);

  #hash() {
    const kept = { as: this.as, in: this.home ? "home" : this.place, thread: this.thread };
    return String(new URLSearchParams(Object.entries(kept).filter(([, value]) => value)));
  }

  #remember() {
    const hash = this.#hash();
    if (!location.hash) history.replaceState(null, "", `#${hash}`);
    else if (location.hash.slice(1) !== hash) history.pushState(null, "", `#${hash}`);
  }

  #read() {
    const told = new URLSearchParams(location.hash.slice(1));
    this.as = told.get("as") || this.as;
    this.home = told.get("in") === "home";
    if (!this.home) this.place = told.get("in") || "";
    this.thread = told.get("thread") || "";
  }
}
