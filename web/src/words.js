// The page's words in the reader's language.
/** @typedef {import("./types").Language} Language */
/** @typedef {import("./types").Localised} Localised */

/** @type {Language} */
export let language = "zh";
/** @type {Record<Language, Record<string, string>>} */
let texts = {};
/** @type {() => Iterable<[string, string]>} */
let readPhrases = () => [];
/** Chinese text of the lists → English; unpacked when English is first chosen. */
/** @type {Map<string, string> | null} */
let phrases = null;

/**
 * @param {Record<Language, Record<string, string>>} given texts by language and key
 * @param {() => Iterable<[string, string]>} read pairs of Chinese and English
 */
export function setTexts(given, read) {
  texts = given;
  readPhrases = read;
  phrases = null;
}

/** @param {Language | null} wanted */
export function setLanguage(wanted) {
  language = wanted !== null && texts[wanted] ? wanted : "zh";
  if (language !== "zh") phrases ??= new Map(readPhrases());
}

/** Is the page read in Chinese, the language of the documents? */
export const isChinese = () => language === "zh";

/** @param {Language} [of] for the lang attribute */
export const languageTag = (of = language) => (of === "zh" ? "zh-CN" : of);

/** The next of the page's languages. */
export function otherLanguage() {
  const languages = Object.keys(texts);
  return languages[(languages.indexOf(language) + 1) % languages.length];
}

/** @param {Language} of what its readers call it */
export const nameOfLanguage = (of) => texts[of]["page.language"];

/**
 * A text of the page with its placeholders filled; the key itself where there is none.
 * @param {string} key @param {Record<string, string | number>} [values]
 */
export function textOf(key, values = {}) {
  const text = texts[language][key];
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * Text of a list in the page's language, if it has a translation.
 * @param {string} text
 */
export const quoted = (text) => (!isChinese() && text && phrases?.get(text)) || text;

/** @param {Localised} pair */
export const localised = (pair) => pair[language] || pair.zh;

/** Between the parts of a run. */
export const joint = () => (isChinese() ? "、" : ", ");

/**
 * Without direction marks: they could turn the reading order of what is beside them.
 * @param {unknown} text
 */
export const plain = (text) => String(text).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

/**
 * A document's name in the marks that Chinese prints it in; other languages have the name alone.
 * @param {string} title
 */
export const titled = (title) => (isChinese() ? `《${title}》` : quoted(title));

/** @param {{document: {shortTitle: string}, clause: string}} source */
export const cited = ({ document, clause }) => `${titled(document.shortTitle)} ${quoted(clause)}`;

/**
 * A date as it is printed; a partial one keeps to what it has.
 * @param {string} date 2024-05
 */
export function dateText(date) {
  const parts = date.split("-");
  if (!isChinese() || parts.some((part) => !/^\d+$/.test(part))) return date;
  return parts.map((part, at) => Number(part) + ["年", "月", "日"][at]).join("");
}
