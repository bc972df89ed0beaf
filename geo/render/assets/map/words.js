// Texts of the page in its languages, and elements made of text only: nothing from a list is ever
// read as markup.
let language = "zh";
let texts = {};

function t(key, values = {}) {
  const text = texts[language][key];
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// English for what the lists say, by the Chinese text. It travels apart and is unpacked when asked for.
let english = null, readEnglish = () => new Map();
const say = (text) => (language === "en" && text && english.get(text)) || text;
const joint = () => (language === "zh" ? "、" : ", ");

const inLanguage = (pair) => pair[language] || pair.zh;

// Direction marks could turn the reading order of what stands beside them: they are left out.
const plain = (text) => String(text).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

// Document names in full-width marks as Chinese prints them; English pages keep the name alone.
const titled = (title) => (language === "zh" ? `《${title}》` : say(title));
const cited = (document, clause) => titled(document.short) + " " + say(clause);

function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(plain(child)));
  }
  return element;
}

const byId = (id) => document.getElementById(id);

function replaceIn(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
}

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

// What a county is called: official and short name, in English the pinyin before it.
function spelled(county) {
  return county.pinyin ? capital(county.pinyin.split(/[;,、]/)[0].replace(/\s+/g, "")) : "";
}
const labelOf = (county) => plain(language === "en" && county.pinyin ? spelled(county) : county.short || county.official);
const nameOf = (county) => plain(language === "en" && county.pinyin ? `${spelled(county)} ${county.official}` : county.official);

// A type with how sure it is, where it is not simply listed.
const typeText = (drawn) => inLanguage(drawn.typology.name) + (drawn.standing === LISTED ? "" : t("tip." + STANDINGS[drawn.standing]));

function parentsOf(county) {
  const isOwn = !county.prefecture || county.prefectureCode === county.provinceCode || county.prefecture === county.province;
  return isOwn ? say(county.province) : say(county.province) + " · " + say(county.prefecture);
}

function setLanguage(wanted) {
  language = texts[wanted] ? wanted : "zh";
  if (language === "en") english = english || readEnglish();
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-t]")) {
    const text = t(element.dataset.t);
    // The words of the page's own language are already there; writing them again costs a layout.
    if (element.textContent !== text) element.textContent = text;
  }
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel));
  for (const element of document.querySelectorAll("[data-t-hint]")) element.placeholder = t(element.dataset.tHint);
}
