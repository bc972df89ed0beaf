// By document, by date, by agency.
import { agencyCounts, hasAgencies } from "./agencies.js";
import { byId, el, replaceIn } from "./elements.js";
import { labelOf } from "./names.js";
import { byDocument, taskItem } from "./tasks.js";
import { joint, plain, quoted, textOf } from "./words.js";

/** @typedef {import("./types").App} App */
/** @typedef {import("./types").PolicyDocument} PolicyDocument */
/** @typedef {import("./types").Task} Task */

// Counties that are named in one line.
const MOST_NAMES = 12;

/**
 * @param {string} id of the select element @param {string} chosen
 * @param {[string, string][]} options value and words
 */
function fillChoice(id, chosen, options) {
  replaceIn(byId(id), options.map(([value, words]) =>
    el("option", { value, selected: value === chosen }, words)));
}

/** @param {PolicyDocument} document @returns {[string, string]} */
function documentOption({ documentId, shortTitle, year }) {
  const dated = year && !shortTitle.includes(year) ? ` (${year})` : "";
  return [documentId, plain(quoted(shortTitle)) + dated];
}

/** @param {PolicyDocument[]} documents */
const yearsOf = (documents) => [...new Set(documents.map(({ year }) => year).filter(Boolean))].sort();

/** @param {App} app @param {Task} task which counties it reaches */
function scopeText({ book }, { counties }) {
  const count = counties.size;
  if (!count) return textOf("agency.no_county");
  if (count === book.counties.length) return textOf("agency.every_county", { n: count });
  const names = [...counties].map((at) => labelOf(book.counties[at]));
  const shown = names.slice(0, MOST_NAMES).join(joint()) + (names.length > MOST_NAMES ? "…" : "");
  return textOf("agency.counties", { n: count, names: shown });
}

/** @param {App} app @param {Element & {hidden: boolean}} panel the chosen agency's tasks */
function renderAgency(app, panel) {
  const { book, state } = app, { agency } = state.choice;
  panel.hidden = !agency;
  if (!agency) {
    replaceIn(panel);
    return;
  }
  const tasks = book.tasks.filter((task) => state.holds(task.document) && state.roleOf(task));
  const counties = state.derived.answerable?.size ?? 0;
  /** @param {Task} task */
  const itemOf = (task) => taskItem(task, el("p", { class: "aside" },
    textOf(`role.${state.roleOf(task)}`), " · ", scopeText(app, task)));
  const title = textOf("agency.title", { unit: plain(quoted(agency)), n: tasks.length, counties });
  replaceIn(panel, el("h3", {}, title), byDocument(tasks, book.documents).map(({ document, items }) =>
    el("div", {}, el("h4", {}, quoted(document.shortTitle)), items.map(itemOf))));
}

/** @param {App} app */
export function createFilters(app) {
  const { book, state } = app;
  function fill() {
    const { document, until, agency } = state.choice, years = yearsOf(state.theme.documents);
    fillChoice("document-filter", document,
      [["", textOf("filter.all_documents")], ...state.theme.documents.map(documentOption)]);
    /** @type {[string, string][]} */
    const dates = years.map((year) => [year, textOf("filter.until", { year })]);
    fillChoice("until-filter", until, [["", textOf("filter.any_date")], ...dates]);
    /** @type {[string, string][]} */
    const agencies = agencyCounts(book.tasks).map(([unit, count]) =>
      [unit, textOf("filter.agency", { unit: plain(quoted(unit)), n: count })]);
    fillChoice("agency-filter", agency, [["", textOf("filter.any_agency")], ...agencies]);
  }

  for (const name of ["document", "until", "agency"]) {
    const choice = byId(`${name}-filter`);
    choice.addEventListener("change", () => state.update({ [name]: choice.value }));
  }
  const toggle = byId("partnership-toggle");
  toggle.addEventListener("change", () => state.update({ partnerships: toggle.checked }));
  const none = { document: "", until: "", agency: "" };
  byId("clear-filters").addEventListener("click", () => state.update(none));
  return {
    /** Which filters there are is settled at once, so that nothing moves when they are filled. */
    showUsed() {
      byId("until-filter").closest(".field").hidden = yearsOf(book.documents).length < 2;
      byId("agency-filter").closest(".field").hidden = !hasAgencies(book.tasks);
      byId("partnership-field").hidden = !book.partnerships.some(({ ends }) => ends);
    },
    render() {
      const { document, until, agency, partnerships } = state.choice;
      fill();
      renderAgency(app, byId("agency-panel"));
      toggle.checked = partnerships;
      byId("clear-filters").hidden = !(document || until || agency);
    },
  };
}
