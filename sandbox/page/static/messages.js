// The messages of a conversation or thread: who said what and when, and what can be done with it.

import { blocks } from "/static/blocks.js";
import { avatar } from "/static/avatar.js";
import { dayOf, divider, time } from "/static/dates.js";
import { busy, h, icon, keyed } from "/static/element.js";
import { menu } from "/static/menu.js";
import { mrkdwn } from "/static/mrkdwn.js";

const TOGETHER = 5 * 60 * 1000; // what one author says within this stands under one name

/** Draw the messages into `node`, `earlier` more being there. `acts`: press, choose, reply, earlier, menu(message). */
export function drawMessages(node, messages, { around, acts, threaded = false, earlier = 0 }) {
  const items = [...(earlier ? [{ key: "earlier", earlier }] : []), ...laid(messages, around, threaded)];
  keyed(node, items, {
    key: (one) => one.key,
    sign: (one) => JSON.stringify([one.earlier, one.said, one.compact, one.words, around.tz, around.day]),
    draw: (one) => (one.said ? article(one, { around, acts, threaded }) : one.earlier ? further(one.earlier, acts)
      : h("div", { class: "day", role: "separator" }, h("span", {}, one.words))),
  });
}

function further(count, acts) {
  const made = h("button", { type: "button", class: "earlier press" }, `Show earlier messages (${count})`);
  made.addEventListener("click", () => busy(made, acts.earlier));
  return made;
}

/** Messages and the days between them. */
function laid(messages, around, threaded = false) {
  const found = [];
  let before = null;
  for (const said of messages) {
    const at = new Date(said.at);
    const day = dayOf(at, around.tz);
    const newDay = !before || dayOf(new Date(before.at), around.tz) !== day;
    if (newDay && !threaded) found.push({ key: `day ${day}`, words: divider(at, around.tz, around.now) });
    const compact = !newDay && before.user === said.user && !said.broadcast && !before.broadcast
      && before.ephemeral === said.ephemeral && at - new Date(before.at) < TOGETHER;
    found.push({ key: `${said.ephemeral ? "only you " : ""}${said.ts}`, said, compact });
    before = said;
  }
  return found;
}

function article({ said, compact }, { around, acts, threaded }) {
  const at = new Date(said.at);
  const node = h("article", {
    class: `message${compact ? " compact" : ""}${said.ephemeral ? " whispered" : ""}`, tabindex: "-1", "data-ts": said.ts,
    "aria-label": `${said.name}, ${time(at, around.tz)}${said.ephemeral ? ", only you can see this" : ""}`,
  });
  const clock = h("time", { datetime: said.at, title: dayOf(at, around.tz) }, time(at, around.tz));
  const head = compact ? null : h("div", { class: "author" },
    h("strong", {}, said.name), said.bot ? h("span", { class: "app" }, "App") : null, clock);
  node.append(
    h("div", { class: "gutter" }, compact ? clock : avatar(said.user, said.name, said.bot)),
    h("div", { class: "body" },
      said.ephemeral ? h("p", { class: "only" }, icon("lock"), "Only you can see this") : null,
      said.broadcast ? h("p", { class: "only" }, icon("reply"), threaded ? "Also sent to the channel" : "Replied in a thread, and here") : null,
      head, content(said, around, acts), said.edited ? h("span", { class: "edited" }, "(edited)") : null,
      files(said.files), threaded ? null : replies(said, acts)),
    said.ephemeral ? "" : tools(said, acts, threaded),
  );
  return node;
}

function content(said, around, acts) {
  const at = { ...around, press: (element, owner) => acts.press(said, element, owner), changed: (element, owner, value) => acts.choose(said, element, owner, value) };
  if (said.blocks?.length) return h("div", { class: "blocks" }, ...blocks(said.blocks, at));
  return said.text ? h("div", { class: "blocks words" }, ...mrkdwn(said.text, around)) : null;
}

function files(all) {
  if (!all?.length) return null;
  return h("ul", { class: "files" }, ...all.map((one) => h("li", {},
    one.mimetype?.startsWith("image/") && one.url ? h("img", { src: one.url, alt: one.name, loading: "lazy" }) : icon("file"),
    one.url ? h("a", { href: one.url, download: one.name }, one.name) : one.name, h("small", {}, size(one.size)))));
}

const size = (bytes) => (!bytes ? "" : bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1048576).toFixed(1)} MB`);

function replies(said, acts) {
  const root = said.thread_ts && said.thread_ts !== said.ts ? said.thread_ts : said.ts;
  if (!said.replies && root === said.ts) return null;
  const words = said.replies ? `${said.replies} ${said.replies === 1 ? "reply" : "replies"}` : "Open the thread";
  return h("button", { type: "button", class: "replies", "data-focus": "replies", on: { click: () => acts.reply(root) } }, words);
}

function tools(said, acts, threaded) {
  const root = said.thread_ts || said.ts;
  const reply = threaded ? null : h("button", {
    type: "button", class: "quiet", title: "Reply in thread", "aria-label": "Reply in thread", "data-focus": "reply",
    on: { click: () => acts.reply(root) },
  }, icon("reply"));
  return h("div", { class: "tools" }, reply, menu({ label: "More with this message", items: () => acts.menu(said), facts: { "data-focus": "menu" } }));
}
