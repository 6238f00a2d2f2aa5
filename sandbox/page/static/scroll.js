// Where a growing list stands: at its end while somebody reads the end, else where they are.

const NEAR = 90;

export class Scroll {
  #node;
  #newer;
  #reads = true; // the end, which is still to be seen when the window becomes another
  #grows = true; // else it is a page, which is read from its beginning

  constructor(node, newer) {
    this.#node = node;
    this.#newer = newer;
    node.addEventListener("scroll", () => {
      this.#reads = this.#atEnd();
      if (this.#reads) newer.hidden = true;
    }, { passive: true });
    new ResizeObserver(() => { if (this.#reads && this.#grows) this.end(); }).observe(node);
    newer.addEventListener("click", () => { this.end(); node.focus(); });
  }

  #atEnd() {
    return this.#node.scrollHeight - this.#node.scrollTop - this.#node.clientHeight < NEAR;
  }

  end() {
    this.#node.scrollTop = this.#node.scrollHeight;
    this.#reads = true;
    this.#newer.hidden = true;
  }

  /** Show the beginning of what does not grow. */
  page() {
    this.#grows = false;
    this.#node.scrollTop = 0;
    this.#newer.hidden = true;
  }

  /** Draw, and stay where it makes sense. `fresh`: another conversation, which opens at its end. */
  around(draw, { fresh }) {
    this.#grows = true;
    const before = new Set([...this.#node.querySelectorAll(".message")].map((one) => one.dataset.ts));
    const stays = !fresh && !this.#atEnd();
    const top = this.#node.scrollTop;
    const held = this.#seen();
    draw();
    const added = [...this.#node.querySelectorAll(".message")].filter((one) => !before.has(one.dataset.ts));
    const last = [...this.#node.querySelectorAll(".message")].at(-1);
    const newer = !fresh && added.includes(last);
    if (stays) {
      this.#node.scrollTop = top + this.#moved(held);
      if (newer) this.#newer.hidden = false;
      return;
    }
    this.end();
    // What is taller than the window is read from its beginning.
    const first = fresh ? last : newer ? added[0] : null;
    if (first) this.#reveal(first);
  }

  /** The first message that can be seen, and where it stands. */
  #seen() {
    const edge = this.#node.scrollTop + this.#node.offsetTop;
    const found = [...this.#node.querySelectorAll(".message")].find((one) => one.offsetTop + one.offsetHeight > edge);
    return found ? { ts: found.dataset.ts, top: found.offsetTop } : null;
  }

  /** How far it was moved, by what was put or changed above it. */
  #moved(held) {
    const now = held && this.#node.querySelector(`[data-ts="${CSS.escape(held.ts)}"]`);
    return now ? now.offsetTop - held.top : 0;
  }

  #reveal(first) {
    const gap = first.getBoundingClientRect().top - this.#node.getBoundingClientRect().top;
    if (gap >= 8) return;
    this.#node.scrollTop += gap - 48;
    this.#reads = false;
  }
}
