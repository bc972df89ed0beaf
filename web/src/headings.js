// Words outside the panels: what the markup names by key, and what the script composes.
import { byId, el, replaceIn } from "./elements.js";
import { targetList } from "./targets.js";
import { dateText, languageTag, nameOfLanguage, otherLanguage } from "./words.js";
import { localised, plain, quoted, textOf, titled } from "./words.js";

/** @typedef {import("./types").App} App */

/** Texts of the markup, in the page's language. */
export function renderMarkup() {
  document.documentElement.lang = languageTag();
  for (const element of document.querySelectorAll("[data-t]")) {
    const text = textOf(element.getAttribute("data-t") ?? "");
    // The words of the page's own language are already there; writing them again costs a layout.
    if (element.textContent !== text) element.textContent = text;
  }
  for (const [mark, attribute] of [["data-t-label", "aria-label"], ["data-t-hint", "placeholder"]]) {
    for (const element of document.querySelectorAll(`[${mark}]`)) {
      element.setAttribute(attribute, textOf(element.getAttribute(mark) ?? ""));
    }
  }
}

/** The credit that the map shows now. */
let credit = "";

/** @param {L.Map} map */
function renderCredit({ attributionControl: control }) {
  if (!control) return;
  control.setPrefix(false);
  control.removeAttribution(credit);
  credit = textOf("map.credit");
  control.addAttribution(credit);
}

/** @param {import("./types").PolicyDocument} document */
function documentItem({ title, issuer, number, issued, sourceNote, indicators }) {
  const origin = [quoted(issuer), quoted(number), dateText(issued)].filter(Boolean).join(" · ");
  return el("li", {},
    el("span", { class: "document-title" }, titled(title)),
    el("span", { class: "aside" }, origin),
    sourceNote && el("span", { class: "aside" }, quoted(sourceNote)),
    targetList(indicators));
}

/** @param {App["book"]} book where the boundaries are from */
export const sourceText = ({ vintage }) =>
  textOf("notes.source", { citation: plain(quoted(vintage.citation)), date: vintage.date });

/** @param {App["state"]} state the edition, with the theme where there are several */
export function subjectOf({ book, theme }) {
  const edition = plain(localised(book.edition.name));
  return book.themes.length > 1 ? `${edition} · ${plain(localised(theme.name))}` : edition;
}

/** @param {App["state"]} state the project's main theme is not named in it */
function titleOf({ book, theme }) {
  const edition = plain(localised(book.edition.name));
  if (theme.isMain) return textOf("page.title", { edition });
  return textOf("page.title_of_theme", { edition, theme: plain(localised(theme.name)) });
}

/** @param {App} app */
export function renderHeadings({ book, map, state }) {
  const title = titleOf(state), { counties, documents } = state.theme;
  const others = book.documents.filter((each) => !documents.includes(each));
  renderCredit(map);
  document.title = title;
  byId("page-title").textContent = title;
  replaceIn(byId("page-documents"), [...documents, ...others].map(documentItem));
  byId("note-source").textContent = sourceText(book);
  byId("page-summary").textContent = textOf("page.summary", {
    counties: counties.length,
    documents: documents.length,
    vintage: plain(quoted(book.vintage.title)),
  });
  byId("map").setAttribute("aria-label", textOf("map.label", { title }));
  const other = otherLanguage(), button = byId("switch-language");
  button.textContent = nameOfLanguage(other);
  button.lang = languageTag(other);
}
