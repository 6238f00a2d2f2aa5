// Slack's message text as nodes: marks, links, mentions and dates; everything else is text.

import { dated } from "/static/dates.js";
import { h } from "/static/element.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const unescaped = (text) => text.replace(/&(?:amp|lt|gt);/g, (one) => ENTITIES[one]);

/** A link to the web that opens elsewhere; what is no address stays words. */
export function link(url, ...words) {
  const shown = words.length ? words : [url];
  if (!/^(https?|mailto):/i.test(url)) return h("span", {}, ...shown);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...shown);
}

export const mention = (name, mine = false) => h("span", { class: mine ? "mention mine" : "mention" }, `@${name}`);

/** The nodes of a text in Slack's own marks. */
export function mrkdwn(text, at) {
  return text.split(/```\n?([\s\S]*?)\n?```/).flatMap((part, number) =>
    number % 2 ? [h("pre", {}, unescaped(part))] : lines(part, at));
}

function lines(text, at) {
  const found = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length) found.push(h("blockquote", {}, ...inline(quoted.join("\n"), at)));
    quoted = [];
  };
  for (const [number, line] of text.split("\n").entries()) {
    const quote = /^(?:>|&gt;) ?(.*)$/.exec(line);
    if (quote) {
      quoted.push(quote[1]);
      continue;
    }
    const first = number === 0 || quoted.length > 0;
    flush();
    found.push(...(first ? [] : ["\n"]), ...inline(line, at));
  }
  flush();
  return found;
}

// In order: code, what stands in angle brackets, and the three marks around whole words.
const PIECES = /`([^`\n]+)`|<([^<>]+)>|(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])|(?<![\w_])_(\S(?:[^_\n]*\S)?)_(?![\w_])|(?<![\w~])~(\S(?:[^~\n]*\S)?)~(?![\w~])/g;

function inline(text, at) {
  const found = [];
  let read = 0;
  for (const one of text.matchAll(PIECES)) {
    if (one.index > read) found.push(unescaped(text.slice(read, one.index)));
    found.push(piece(one, at));
    read = one.index + one[0].length;
  }
  if (read < text.length) found.push(unescaped(text.slice(read)));
  return found;
}

function piece([, code, entity, strong, slanted, struck], at) {
  if (code !== undefined) return h("code", {}, unescaped(code));
  if (entity !== undefined) return drawn(entity, at);
  if (strong !== undefined) return h("strong", {}, ...inline(strong, at));
  if (slanted !== undefined) return h("em", {}, ...inline(slanted, at));
  return h("s", {}, ...inline(struck, at));
}

function drawn(inside, at) {
  const [head, label] = inside.split(/\|(.*)/s);
  if (head.startsWith("@")) return mention(at.users[head.slice(1)] || label || head.slice(1), head.slice(1) === at.me);
  if (head.startsWith("#")) return h("span", { class: "mention" }, `#${label || at.channels[head.slice(1)] || head.slice(1)}`);
  if (head.startsWith("!date^")) return date(head, unescaped(label || ""), at);
  if (head.startsWith("!")) return mention(head.slice(1).split("^")[0]);
  const url = unescaped(head);
  return link(url, unescaped(label || url));
}

function date(head, fallback, at) {
  const [, seconds, format, url] = head.split("^");
  if (!/^\d+$/.test(seconds || "") || !format) return fallback;
  const words = h("time", { title: fallback }, dated(seconds, format, at));
  return url ? link(url, words) : words;
}
