// Slack's blocks as nodes, as Slack's own client would lay them out.

import { button, control } from "/static/controls.js";
import { h, icon } from "/static/element.js";
import { field } from "/static/field.js";
import { mrkdwn } from "/static/mrkdwn.js";
import { richText } from "/static/rich_text.js";

/** One block. `at` is whose screen it is: zone, now, names, what happens on a press or a choice. */
export function block(one, at) {
  const draw = BLOCKS[one.type] || unknown;
  const drawn = draw(one, at);
  drawn.classList.add("block", `block-${one.type}`);
  return drawn;
}

export const blocks = (all, at) => (all || []).map((one) => block(one, at));

/** A text object: mrkdwn with its marks, plain text as it is. */
export function text(object, at) {
  if (!object) return [];
  return object.type === "mrkdwn" ? mrkdwn(object.text, at) : [object.text];
}

const BLOCKS = {
  header: (one, at) => h("h3", {}, ...text(one.text, at)),
  section,
  context,
  divider: () => h("hr"),
  actions: (one, at) => h("div", {}, ...one.elements.map((element) => element.type === "button" ? button(element, one, at) : control(element, one, at).node)),
  rich_text: richText,
  input: field,
  image,
  file: (one) => h("p", {}, icon("file"), one.title || "A file"),
  markdown: (one, at) => h("div", { class: "words" }, ...mrkdwn(one.text, at)),
  video: (one, at) => h("p", {}, ...text(one.title, at)),
};

const unknown = (one) => h("p", { class: "unknown" }, `This page cannot draw a block of type ${one.type}.`);

function section(one, at) {
  const words = one.text ? [h("div", { class: "words" }, ...text(one.text, at))] : [];
  const fields = (one.fields || []).map((each) => h("div", { class: "words" }, ...text(each, at)));
  const beside = one.accessory ? [h("div", { class: "accessory" }, accessory(one.accessory, one, at))] : [];
  const body = h("div", { class: "said" }, ...words, fields.length ? h("div", { class: "pairs" }, ...fields) : null);
  return h("div", {}, body, ...beside);
}

function accessory(element, owner, at) {
  if (element.type === "image") return picture(element);
  return element.type === "button" ? button(element, owner, at) : control(element, owner, at).node;
}

function context(one, at) {
  return h("div", {}, ...one.elements.map((each) =>
    each.type === "image" ? picture(each) : h("span", { class: "words" }, ...text(each, at))));
}

/** Pictures come from this machine alone; another's is named and linked, never fetched. */
function picture(one) {
  const file = one.slack_file;
  const url = one.image_url || (file?.id ? `/file/${file.id}` : file?.url) || "";
  const local = url.startsWith("/") || url.startsWith(`${location.origin}/`);
  if (local) return h("img", { src: url, alt: one.alt_text, loading: "lazy" });
  return h("span", { class: "picture" }, icon("file"), one.alt_text || "A picture");
}

function image(one, at) {
  return h("figure", {}, one.title ? h("figcaption", {}, ...text(one.title, at)) : null, picture(one));
}
