// The view in the address, as a link that shows the same: #county=500154&types=suburban,potential
// Types and documents are those of the theme, which is left out where it is the leading one.
import { ROLES } from "./book.js";
import { everyType, themeOf } from "./themes.js";

/** @typedef {import("./types").Book} Book */
/** @typedef {import("./types").Choice} Choice */

/**
 * @param {Choice} choice @param {Book} book @param {string | null} language null: the page's own
 * @returns what follows the #
 */
export function addressOf(choice, book, language) {
  const parts = new URLSearchParams(), theme = themeOf(book, choice.theme), keys = [...everyType(theme)];
  if (theme.at > 0) parts.set("theme", theme.key);
  if (choice.selected) parts.set("county", choice.selected);
  if (choice.on.size < keys.length) parts.set("types", keys.filter((key) => choice.on.has(key)).join(","));
  if (choice.mode !== "any") parts.set("mode", choice.mode);
  if (choice.document) parts.set("document", choice.document);
  if (choice.until) parts.set("until", choice.until);
  if (choice.agency) parts.set("agency", choice.agency);
  if (choice.partnerships) parts.set("partnerships", "1");
  if (language) parts.set("lang", language);
  return parts.toString().replace(/%2C/g, ",");
}

/** @param {Book} book @param {string} agency does any task name it? */
const isAgency = ({ tasks }, agency) =>
  tasks.some((task) => ROLES.some((role) => task.agencies[role].includes(agency)));

/**
 * The choice in an address; anything that the edition does not have is left out.
 * @param {string} hash @param {Book} book
 * @returns {{choice: Choice, language: string | null}}
 */
export function readAddress(hash, book) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const given = (/** @type {string} */ name) => parts.get(name) ?? "";
  /** @param {string} value @param {boolean} isKnown */
  const known = (value, isKnown) => (isKnown ? value : "");
  const theme = themeOf(book, given("theme")), { documents } = theme, every = everyType(theme);
  const keys = parts.has("types") ? given("types").split(",") : [...every];
  const chosen = given("document"), until = given("until");
  return {
    choice: {
      theme: theme.key,
      selected: known(given("county"), book.byCode.has(given("county"))),
      on: new Set(keys.filter((key) => every.has(key))),
      mode: given("mode") === "both" ? "both" : "any",
      document: known(chosen, documents.some((each) => each.documentId === chosen)),
      until: known(until, documents.some((each) => each.year === until)),
      agency: known(given("agency"), isAgency(book, given("agency"))),
      partnerships: given("partnerships") === "1",
    },
    language: parts.get("lang"),
  };
}
