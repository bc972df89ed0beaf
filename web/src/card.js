// Everything known about one county, the most wanted first.
import { isHeld } from "./derived.js";
import { byId, el, replaceIn } from "./elements.js";
import { nameOf, parentsOf, typeText } from "./names.js";
import { CANDIDATE, LISTED, STANDING_KEYS } from "./standing.js";
import { swatch } from "./swatch.js";
import { byDocument, taskItem } from "./tasks.js";
import { cited, isChinese, joint, localised, quoted, textOf } from "./words.js";

/** @typedef {import("./types").Child} Child */
/** @typedef {import("./types").App} App */
/** @typedef {import("./types").Assignment} Assignment */
/** @typedef {import("./types").County} County */
/** @typedef {import("./types").Reason} Reason */
/** @typedef {import("./types").Standing} Standing */
/** @typedef {import("./types").Task} Task */

/** @param {string} title @param {Child} inside */
const section = (title, inside) => inside && el("section", {}, el("h3", {}, title), inside);

/** @param {Element[]} items */
const list = (items) => (items.length ? el("ul", { class: "plain" }, items) : null);

/** @param {string} text */
const aside = (text) => el("p", { class: "aside" }, text);

/** @param {string} note */
const noteOf = (note) => note && el("p", { class: "note" }, quoted(note));

/** @param {App} app @param {Assignment} assignment */
function typeItem({ book, palette }, assignment) {
  const { typology, standing, document, clause } = assignment;
  const tags = [quoted(assignment.subtype), quoted(assignment.status),
    assignment.stage && textOf(`stage.${assignment.stage}`)].filter(Boolean).join(" · ");
  const written = textOf("card.written", { name: assignment.asWritten });
  const basis = textOf(`basis.${STANDING_KEYS[standing]}`);
  return el("li", { class: "type" },
    swatch([{ typology, standing }], palette, `card-${book.assignments.indexOf(assignment)}`),
    el("div", {},
      el("p", { class: "type-name" },
        el("strong", {}, localised(typology.name)), tags && el("span", {}, ` ${tags}`)),
      el("p", { class: "aside" }, cited({ document, clause }), " · ", basis,
        standing === LISTED && assignment.asWritten && ` · ${written}`,
        standing === CANDIDATE && ` · ${textOf("card.incomplete")}`),
      noteOf(assignment.note)));
}

/**
 * A county's types of another theme, each as sure as its surest document, up to the chosen year.
 * @param {App} app @param {County} county @param {import("./types").Theme} theme
 */
function typesIn({ state }, county, { typologies }) {
  const { until } = state.choice;
  const held = county.assignments.filter(({ document }) => isHeld({ document: "", until }, document));
  return typologies.flatMap((typology) => {
    const own = held.filter((assignment) => assignment.typology === typology);
    const standing = /** @type {Standing} */ (Math.min(...own.map((assignment) => assignment.standing)));
    return own.length ? [{ typology, standing }] : [];
  });
}

/** @param {App} app @param {import("./types").Theme} theme chosen in the card, which is then made anew */
function showTheme(app, theme) {
  app.chooseTheme(theme);
  byId("card-title").focus({ preventScroll: true });
}

/** @param {App} app @param {County} county its types of the themes that are not on show */
function otherThemes(app, county) {
  const others = app.book.themes.filter((theme) => theme !== app.state.theme)
    .map((theme) => ({ theme, types: typesIn(app, county, theme) })).filter(({ types }) => types.length);
  return others.map(({ theme, types }) => el("li", { class: "aside" },
    el("button", {
      type: "button",
      class: "source",
      title: textOf("theme.show"),
      "data-theme": theme.key,
      on: { click: () => showTheme(app, theme) },
    }, localised(theme.name)), textOf("theme.colon"), types.map(typeText).join(joint())));
}

/** @param {Reason} reason */
function reasonItem({ throughKind, through, isFromDocument }) {
  const kind = textOf(`through.${throughKind}`);
  const named = isChinese() ? through : `${kind} · ${quoted(through)}`;
  const reached = textOf("card.reached", { through: through ? named : kind });
  return aside(isFromDocument ? reached : `${reached} ${textOf("card.not_own")}`);
}

/** @param {App} app @param {County} county */
function taskSections({ book, state }, county) {
  /** @type {Map<Task, Reason[]>} */
  const reasons = new Map();
  for (const reason of county.reasons) {
    if (!state.holds(reason.task.document)) continue;
    reasons.set(reason.task, [...(reasons.get(reason.task) ?? []), reason]);
  }
  /** @param {Task} task */
  const itemOf = (task) => taskItem(task, reasons.get(task)?.map(reasonItem));
  const own = state.theme.documents, others = book.documents.filter((each) => !own.includes(each));
  return byDocument([...reasons.keys()], [...own, ...others]).map(({ document, items }) => {
    const parts = [...new Set(items.map((task) => task.part))];
    return el("div", { class: "tasks-of" },
      el("h4", {}, quoted(document.shortTitle), " ",
        el("span", { class: "aside" }, textOf("card.task_count", { n: items.length }))),
      parts.map((part) => el("div", {}, el("h5", {}, quoted(part)),
        items.filter((task) => task.part === part).map(itemOf))));
  });
}

/** @param {App} app @param {County} county */
function partnerships({ book, state }, county) {
  /** @param {string} code @param {string} name */
  const isThis = (code, name) => (code
    ? code === county.countyCode || code === county.prefectureCode
    : name === county.countyName || name === county.shortName);
  return book.partnerships.filter((each) => state.holds(each.document)
    && (isThis(each.subjectCode, each.subjectName) || isThis(each.partnerCode, each.partnerName)))
    .map((each) => el("li", {},
      el("p", {}, el("strong", {}, quoted(each.subjectName), " — ", quoted(each.partnerName)), " ",
        el("span", { class: "aside" }, quoted(each.kind))),
      el("p", {}, quoted(each.summary)), aside(cited(each)), noteOf(each.anchorNote)));
}

/** @param {App} app @param {County} county */
function positionings({ book, state }, { countyCode, prefectureCode }) {
  return book.positionings.filter(({ document, placeCode }) =>
    state.holds(document) && placeCode && (placeCode === countyCode || placeCode === prefectureCode))
    .map((each) => el("li", {}, el("p", {}, quoted(each.summary)),
      el("p", { class: "aside" }, quoted(each.placeName), " · ", cited(each))));
}

/** @param {County} county */
function facts(county) {
  const rows = [
    ["card.code", county.countyCode],
    ["card.unit", quoted(county.unitType)],
    ["card.area", textOf("card.km2", { n: county.areaKm2.toLocaleString("en") })],
    ["card.old", county.old],
    ["card.alias", county.alias],
    ["card.pinyin", isChinese() ? county.pinyin : ""],
  ];
  return el("dl", { class: "facts" }, rows.filter(([, value]) => value).map(([key, value]) =>
    el("div", {}, el("dt", {}, textOf(key)), el("dd", {}, value))));
}

/** @param {App} app @param {County} county */
function heading(app, county) {
  const { shortName } = county;
  const label = textOf("card.close"), close = { click: () => app.select("") };
  return el("header", {},
    el("p", { class: "parents" }, parentsOf(county)),
    el("h2", { id: "card-title", tabindex: "-1" }, nameOf(county)),
    shortName && shortName !== county.countyName && aside(textOf("card.short", { name: shortName })),
    el("button", { type: "button", class: "card-close", "aria-label": label, on: close }, "×"));
}

/** @param {App} app @param {County} county @returns {Child[]} */
function content(app, county) {
  const held = app.state.assignmentsOf(county);
  const types = list(held.map((assignment) => typeItem(app, assignment)));
  const tasks = taskSections(app, county);
  return [
    heading(app, county),
    facts(county),
    noteOf(county.note),
    section(textOf("card.types"), types ?? aside(textOf("card.no_types"))),
    section(textOf("card.other_themes"), list(otherThemes(app, county))),
    section(textOf("card.positions"), list(positionings(app, county))),
    section(textOf("card.ties"), list(partnerships(app, county))),
    section(textOf("card.tasks"), tasks.length ? tasks : aside(textOf("card.no_tasks"))),
  ];
}

/** @param {App} app */
export function createCard(app) {
  const card = byId("county-card");
  card.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    app.select("");
    byId("map").focus();
  });
  return {
    render() {
      const county = app.book.byCode.get(app.state.choice.selected);
      card.hidden = !county;
      document.body.classList.toggle("has-card", Boolean(county));
      replaceIn(card, county ? content(app, county) : []);
      if (county) card.scrollTop = 0;
    },
  };
}
