// The page: puts its parts together, hears of changes and draws them.

import { blocks } from "/static/blocks.js";
import { ClockBar } from "/static/clock.js";
import { Composer } from "/static/composer.js";
import { dayOf } from "/static/dates.js";
import { Desk } from "/static/desk.js";
import { h, icon, keyed } from "/static/element.js";
import { Forms } from "/static/form.js";
import { drawHeading, drawWelcome, emptyWords, placeName } from "/static/heading.js";
import { hearLinks } from "/static/links.js";
import { listen, showKeys } from "/static/keys.js";
import { drawMessages } from "/static/messages.js";
import { drawPlaces } from "/static/places.js";
import { Scroll } from "/static/scroll.js";
import * as server from "/static/server.js";
import { drawSky } from "/static/sky.js";

const at = (id) => document.getElementById(id);
const reading = at("messages");
const scroll = new Scroll(reading, at("newer"));
let shown = ""; // the place that is drawn
let looked = ""; // the moment of which the open Home tells
let playing = false; // the clock knows whom somebody plays here
const newest = new Map(); // the newest message of each place, so that only new ones are read out

/** Say what went wrong, where it is seen and read out, for a while. */
let saying;
function trouble(words) {
  clearTimeout(saying);
  at("trouble").replaceChildren(...(words ? [h("p", {}, words, h("button", { type: "button", class: "quiet", "aria-label": "Dismiss", on: { click: () => trouble("") } }, icon("close")))] : []));
  if (words) saying = setTimeout(() => trouble(""), 9000);
}

const desk = new Desk(draw);

/** Do something as the person who is shown, and draw what came of it. */
async function act(what) {
  const answer = await desk.act(what);
  trouble(answer.trouble);
  await desk.refresh();
  return answer;
}

function around(screen) {
  const now = new Date(screen.now);
  return { tz: screen.me.tz, now, day: dayOf(now, screen.me.tz), users: screen.users, channels: screen.channels, me: screen.me.id, bot: screen.bot.id };
}

const upload = async (file) => {
  const taken = await server.upload(desk.as, file);
  if (!taken.id) trouble(taken.trouble);
  return taken;
};

const forms = new Forms({
  act: (what) => desk.act(what),
  refresh: () => desk.refresh(),
  around: () => around(desk.screen),
  upload,
  refocus: (ts) => (reading.querySelector(`[data-ts="${CSS.escape(ts)}"]`) || reading).focus({ preventScroll: true }),
});

const clock = new ClockBar(at("clock"), {
  clock: async (what) => { await server.clock(what); await desk.refresh(); },
  show: (news) => showNews(news),
  seen: (news) => !desk.home && desk.place === news.in && seen(find(news.ts)),
  play: async (itself) => { await server.play(itself ? null : desk.as); await desk.refresh(); },
  theme,
  keys: showKeys,
});

const writing = (thread) => ({
  commands: () => desk.screen.commands,
  people: () => desk.screen.people,
  upload,
  send: ({ text, files, editing }) => {
    const where = desk.place;
    if (editing) return act({ do: "edit", in: where, ts: editing.ts, text });
    const command = !thread && /^(\/\S+)\s*([\s\S]*)$/.exec(text);
    if (command && !files.length) return act({ do: "command", in: where, name: command[1], text: command[2] });
    scroll.end();
    return act({ do: "post", in: where, text, files, ...(thread ? { thread: desk.thread } : {}) });
  },
});

const composer = new Composer(at("composer"), { acts: writing(false) });
const side = at("thread");
const threadList = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Messages of the thread" });
const threadWrite = h("div", {});
side.append(h("header", {}, h("h2", {}, "Thread"),
  h("button", { type: "button", class: "quiet", "aria-label": "Close the thread", on: { click: () => closeThread() } }, icon("close"))), threadList, threadWrite);
const threadComposer = new Composer(threadWrite, { acts: writing(true), thread: true });
threadComposer.call("Reply in the thread");
side.addEventListener("keydown", (event) => { if (event.key === "Escape") closeThread(); });

async function closeThread() {
  const ts = desk.thread;
  await desk.go({ home: desk.home, most: desk.most });
  (reading.querySelector(`[data-ts="${CSS.escape(ts)}"]`) || reading).focus({ preventScroll: true });
}

const onMessages = (writer) => ({
  press: (said, element, owner) => act({ do: "press", in: desk.place, ts: said.ts, action_id: element.action_id, block_id: owner.block_id, value: element.value ?? null }),
  choose: (said, element, owner, value) => act({ do: "choose", in: desk.place, ts: said.ts, block_id: owner.block_id, action_id: element.action_id, value }),
  reply: async (ts) => { await desk.go({ thread: ts, most: desk.most }); threadComposer.focus(); },
  menu: (said) => [
    ...desk.screen.shortcuts.map((one) => ({ text: one.name, act: () => act({ do: "shortcut", in: desk.place, ts: said.ts, callback_id: one.callback_id }) })),
    ...(said.mine ? [
      { text: "Edit message", act: () => writer().edit(said, said.text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&")) },
      { text: "Delete message", danger: true, act: () => act({ do: "delete", in: desk.place, ts: said.ts }) },
    ] : []),
    ...(said.mine || desk.screen.shortcuts.length ? [] : [{ text: "Reply in thread", act: () => onMessages(writer).reply(said.thread_ts || said.ts) }]),
  ],
});
const inRoom = onMessages(() => composer);
const inThread = onMessages(() => threadComposer);

function draw(screen) {
  document.documentElement.dataset.ready = "true";
  drawSky(at("sky"), screen, become);
  drawWelcome(at("welcome"), screen);
  drawPlaces(at("places"), screen, desk.home ? "home" : screen.open.id, goTo);
  drawHeading(at("heading"), screen, desk.home);
  document.title = `${screen.me.real_name.split(" ")[0]} · ${placeName(screen, desk.home)} · Sunrelay workspace`;
  drawMiddle(screen);
  drawThread(screen);
  clock.draw(screen); // after the messages: what can be seen already needs no way to it
  forms.show(screen.views);
  lookAtHome(screen);
  if (!playing && !screen.busy) {
    playing = true; // not before: what led up to the first screen happens by itself
    server.play(screen.me.id);
  }
  readOut(screen);
  const here = screen.conversations.find((one) => one.id === screen.open.id);
  if (!desk.home && here?.unread && document.visibilityState === "visible") desk.act({ do: "seen", in: here.id });
}

function drawMiddle(screen) {
  const place = `${screen.me.id} ${desk.home ? "home" : screen.open.id}`;
  const fresh = place !== shown;
  if (fresh) {
    reading.replaceChildren();
    reading.kept = undefined;
    shown = place;
  }
  at("composer").hidden = desk.home;
  at("middle").classList.toggle("is-home", desk.home);
  if (desk.home) return drawHome(screen, fresh);
  composer.call(`Message ${screen.open.kind === "direct" ? screen.bot.name : `#${screen.open.name}`}, or / for commands`);
  scroll.around(() => {
    if (!screen.messages.length) return keyed(reading, [emptyWords(screen, false)], { key: (one) => one, sign: () => "", draw: (one) => h("p", { class: "empty" }, one) });
    const earlier = () => desk.go({ thread: desk.thread, most: Math.min(1000, desk.most + 200) });
    return drawMessages(reading, screen.messages, { around: around(screen), acts: { ...inRoom, earlier }, earlier: screen.earlier });
  }, { fresh });
  return undefined;
}

function drawHome(screen, fresh) {
  const home = screen.home;
  const press = (element, owner) => act({ do: "press", view: home.id, action_id: element.action_id, block_id: owner.block_id, value: element.value ?? null });
  const changed = (element, owner, value) => (owner.type === "input" && !owner.dispatch_action ? null : act({ do: "choose", view: home.id, block_id: owner.block_id, action_id: element.action_id, value }));
  const facts = { ...around(screen), state: home?.state, press, changed, upload };
  const items = home ? [{ home: home.blocks, day: facts.day, tz: facts.tz }] : [{ empty: emptyWords(screen, true) }];
  keyed(reading, items, {
    key: () => "home",
    sign: (one) => JSON.stringify(one),
    draw: (one) => (one.home ? h("section", { class: "home blocks", "aria-label": "Home" }, ...blocks(one.home, facts)) : h("p", { class: "empty" }, one.empty)),
  });
  if (fresh) scroll.page();
}

/** Time has gone by while the Home is open: look at it anew, as whoever opens it does. */
function lookAtHome(screen) {
  if (!desk.home || screen.busy) return;
  const moment = `${screen.me.id} ${screen.now.slice(0, 16)} ${screen.news?.what}`;
  if (looked && looked !== moment) desk.act({ do: "open_home" });
  looked = moment;
}

function drawThread(screen) {
  side.hidden = !screen.thread || desk.home;
  document.body.classList.toggle("has-thread", !side.hidden);
  if (side.hidden) return;
  const atEnd = threadList.scrollHeight - threadList.scrollTop - threadList.clientHeight < 90;
  drawMessages(threadList, screen.thread.messages, { around: around(screen), acts: inThread, threaded: true });
  if (atEnd) threadList.scrollTop = threadList.scrollHeight;
}

/** Read out what is new in the open place, once. */
function readOut(screen) {
  const last = screen.messages.at(-1);
  const known = newest.get(shown);
  newest.set(shown, last?.ts);
  if (known && last && last.ts > known && !last.mine) at("said").textContent = `${last.name}: ${last.text.slice(0, 300)}`;
}

async function become(id) {
  if (id === desk.as) return;
  const was = desk.screen.open.kind;
  playing = true;
  const played = server.play(id);
  await desk.go({ as: id, place: was === "direct" ? "" : desk.place, home: desk.home });
  if (was === "direct") await goTo(desk.screen.conversations.find((one) => one.kind === "direct").id, desk.home);
  if (desk.home) await act({ do: "open_home" });
  await played;
}

async function goTo(place, home = false) {
  if (place !== "home") return desk.go({ place, home });
  looked = "";
  await desk.go({ home: true });
  await act({ do: "open_home" });
  return undefined;
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
}

function step(by) {
  const all = [...reading.querySelectorAll(".message")];
  const now = all.indexOf(document.activeElement.closest?.(".message"));
  const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by;
  all[Math.min(all.length - 1, Math.max(0, next))]?.focus();
}

function besides(by) {
  const all = [...at("places").querySelectorAll(".place")];
  const now = all.findIndex((one) => one.getAttribute("aria-current"));
  all[(now + by + all.length) % all.length]?.click();
}

/** A message as it is drawn, in the thread or in the open place. */
function find(ts) {
  return [threadList, reading].map((one) => one.querySelector(`[data-ts="${CSS.escape(ts)}"]`)).find((one) => one?.offsetParent);
}

/** Whether its beginning can be seen. */
function seen(message) {
  const list = message?.closest(".scroll").getBoundingClientRect();
  const top = message?.getBoundingClientRect().top;
  return Boolean(message) && top >= list.top - 8 && top < list.bottom - 40;
}

async function openMessage({ place, thread, ts }) {
  if (!desk.screen.conversations.some((one) => one.id === place)) return trouble("That message is in a conversation you are not in.");
  await desk.go({ place, thread });
  const found = find(ts);
  found?.scrollIntoView({ block: found.offsetHeight > found.closest(".scroll").clientHeight ? "start" : "center" });
  found?.focus({ preventScroll: true });
  clock.draw(desk.screen);
  return found?.animate([{ background: "var(--sun-tint)" }, { background: "transparent" }], 1600);
}
hearLinks(openMessage);

async function showNews(news) {
  if (news.as && news.as !== desk.as) await become(news.as);
  return openMessage({ place: news.in, thread: news.thread, ts: news.ts });
}

listen({
  n: () => clock.next.click(), s: () => clock.show.hidden || clock.show.click(), r: () => clock.run.click(), t: theme, "?": showKeys,
  j: () => step(1), k: () => step(-1), "[": () => besides(-1), "]": () => besides(1),
  h: () => goTo("home"), m: () => at("places").querySelector("[data-kind=direct]")?.click(),
  c: () => composer.focus(), "/": () => composer.focus("/"),
  person: (number) => at("sky").querySelectorAll(".tile")[number]?.click(),
});

document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") desk.refresh(); });

await desk.refresh();
if (desk.home) await act({ do: "open_home" });
let told;
server.live(() => {
  cancelAnimationFrame(told);
  told = requestAnimationFrame(() => desk.refresh());
}, (silent) => {
  at("lost").hidden = !silent;
  at("lost").textContent = silent ? "The workspace has stopped. Start it again with make demo; this page comes back by itself." : "";
});
