// Elements made of text only: nothing from a list is ever read as markup.
import { plain } from "./words.js";

/** @typedef {import("./types").Child} Child */
/** @typedef {import("./types").Leaf} Leaf */
/** @typedef {Record<string, (event: any) => void>} Listeners */
/** @typedef {string | number | boolean | null | undefined} Attribute */

/** @param {Child[]} children @returns {(Node | string | number | true)[]} */
const filled = (children) => /** @type {any[]} */ (children).flat(Infinity).filter(
  (/** @type {Leaf} */ child) => child !== null && child !== undefined && child !== false && child !== "",
);

/**
 * An HTML element; `on` holds listeners, an attribute that is true is empty, one that is false is left out.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {{on?: Listeners} & {[attribute: string]: Attribute | Listeners}} [attributes]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function el(name, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(name);
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of filled(children)) {
    element.append(child instanceof Node ? child : document.createTextNode(plain(child)));
  }
  return element;
}

/**
 * An element of the page, which is known to be there.
 * @param {string} id
 * @returns {any}
 */
export const byId = (id) => document.getElementById(id);

/** @param {Element} parent @param {Child[]} children */
export function replaceIn(parent, ...children) {
  parent.replaceChildren(.../** @type {(Node | string)[]} */ (filled(children)));
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name @param {Record<string, string | number>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {SVGElementTagNameMap[Name]}
 */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}
