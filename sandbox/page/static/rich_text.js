// Rich text as nodes: sections, lists within lists, quotes, code, and what stands in them.

import { dated } from "/static/dates.js";
import { h } from "/static/element.js";
import { link, mention } from "/static/mrkdwn.js";

/** One `rich_text` block. */
export function richText(block, at) {
  return h("div", { class: "rich" }, ...block.elements.map((part) => drawn(part, at)));
}

function drawn(part, at) {
  switch (part.type) {
    case "rich_text_list":
      return list(part, at);
    case "rich_text_quote":
      return h("blockquote", {}, ...inline(part.elements, at));
    case "rich_text_preformatted":
      return h("pre", {}, ...inline(part.elements, at));
    default:
      return h("div", { class: "words" }, ...inline(part.elements, at));
  }
}

function list(part, at) {
  const numbered = part.style === "ordered";
  const items = part.elements.map((item) => h("li", {}, ...inline(item.elements, at)));
  const indent = Math.min(part.indent || 0, 8);
  const start = numbered && part.offset ? part.offset + 1 : null;
  return h(numbered ? "ol" : "ul", { class: `indent-${indent}`, start }, ...items);
}

const inline = (pieces, at) => pieces.map((one, number) => styled(one, piece(one, at, opens(pieces, number))));

/** Whether a piece begins a sentence: "Today at 09:00", but "picked up today at 09:00". */
function opens(pieces, number) {
  if (number === 0) return true;
  const before = pieces[number - 1];
  return /(?:[.!?:]\s+|\n)$/.test(before.text || "") && !/: $/.test(before.text || "");
}

function piece(one, at, opening) {
  switch (one.type) {
    case "user":
      return mention(at.users[one.user_id] || one.user_id, one.user_id === at.me);
    case "channel":
      return h("span", { class: "mention" }, `#${at.channels[one.channel_id] || one.channel_id}`);
    case "broadcast":
      return mention(one.range);
    case "usergroup":
      return mention(one.usergroup_id);
    case "link":
      return link(one.url, one.text || one.url);
    case "date":
      return h("time", { title: one.fallback }, dated(one.timestamp, one.format, { ...at, opens: opening }));
    case "emoji":
      return one.unicode ? String.fromCodePoint(...one.unicode.split("-").map((code) => parseInt(code, 16))) : `:${one.name}:`;
    case "color":
      return h("code", {}, one.value);
    default:
      return one.text || "";
  }
}

const TAGS = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"]];

function styled(one, node) {
  return TAGS.reduce((inside, [name, tag]) => (one.style?.[name] ? h(tag, {}, inside) : inside), node);
}
