// The legend: each entry shows a type and its count, and switches it on and off.
import { byId, el, replaceIn } from "./elements.js";
import {
  emptiness, furtherStandings, hasListed, hasSeveral, presentTypologies, sourcesOf,
} from "./sources.js";
import { DERIVED, LISTED, STANDING_KEYS } from "./standing.js";
import { swatch } from "./swatch.js";
import { everyType } from "./themes.js";
import { remarksOn } from "./undrawn.js";
import { localised, plain, quoted, textOf, titled } from "./words.js";

/** @typedef {import("./types").App} App */
/** @typedef {import("./types").PolicyDocument} PolicyDocument */
/** @typedef {import("./types").Rule} Rule */
/** @typedef {import("./types").Standing} Standing */
/** @typedef {import("./types").Typology} Typology */

/** @param {App} app @param {string} key show it alone; again, show all */
function showOnly({ state }, key) {
  const isAlone = state.choice.on.size === 1 && state.choice.on.has(key);
  state.update({ on: isAlone ? everyType(state.theme) : new Set([key]) });
}

/** @param {App} app @param {ReturnType<typeof sourcesOf>[number]} source */
function sourceItem({ state }, { document, status, standing, counties }) {
  const id = document.documentId, isChosen = state.choice.document === id;
  return el("li", { "data-document": id },
    el("button", {
      type: "button",
      class: "source",
      title: textOf("legend.source_label"),
      "aria-pressed": String(isChosen),
      on: { click: () => state.update({ document: state.choice.document === id ? "" : id }) },
    },
    quoted(document.shortTitle), status && ` · ${quoted(status)}`,
    standing !== LISTED && ` · ${textOf(`basis.${STANDING_KEYS[standing]}`)}`),
    el("span", { class: "count" }, counties.size));
}

/**
 * A condition instead of names: its reading, and why it is open.
 * @param {Rule} rule
 */
function ruleItem({ document, clause, reading, candidateCount, completeCount, openReason }) {
  const summary = textOf("rule.summary", {
    document: plain(quoted(document.shortTitle)),
    clause: quoted(clause),
    n: candidateCount,
    complete: completeCount,
  });
  const open = openReason && textOf("rule.open", { reason: plain(quoted(openReason)) });
  return el("li", { class: "rule", "data-document": document.documentId }, el("details", {},
    el("summary", {}, summary), el("p", {}, quoted(reading)), open && el("p", { class: "note" }, open)));
}

/** @param {App} app @param {Typology} typology */
function sourceList(app, typology) {
  const { state } = app, sources = sourcesOf(state, typology);
  const rules = state.theme.rules.filter((rule) => rule.typology === typology && state.holds(rule.document));
  const remarks = remarksOn(state, typology);
  if (!sources.length && !rules.length && !remarks.length) return null;
  return el("ul", { class: "legend-sources" },
    remarks.map((remark) => el("li", { class: "rule note" }, remark)),
    sources.map((source) => sourceItem(app, source)), rules.map(ruleItem));
}

/** @param {App} app @param {Typology} typology */
function entry(app, typology) {
  const { state, palette } = app, { key } = typology, name = localised(typology.name);
  const isOn = state.choice.on.has(key), counts = state.countsOf(key), standing = state.standingOf(key);
  return el("li", { "data-typology": key, class: isOn ? "entry" : "entry is-off" },
    el("button", {
      type: "button",
      class: "entry-toggle",
      "aria-pressed": String(isOn),
      title: localised(typology.definition),
      on: { click: () => state.setTypology(key, !state.choice.on.has(key)) },
    },
    swatch([{ typology, standing }], palette, key),
    el("span", { class: "entry-name" }, name),
    el("span", { class: "count" }, counts[LISTED] + counts[DERIVED])),
    el("button", {
      type: "button",
      class: "entry-only",
      "aria-label": textOf("legend.only_label", { name }),
      on: { click: () => showOnly(app, key) },
    }, textOf("legend.only")),
    sourceList(app, typology));
}

/**
 * Samples of several types and of unlisted standings; also under the printed map.
 * @param {App} app @param {{palette: App["palette"], prefix?: string, several: boolean}} options
 * @returns {[Node, string][]} swatch and words
 */
export function exampleRows({ state: { theme } }, { palette, prefix = "", several }) {
  const bases = presentTypologies(theme).filter((typology) => typology.role === "base").slice(0, 2);
  const drawn = bases.map((typology) => ({ typology, standing: LISTED }));
  /** @type {[Node, string][]} */
  const rows = [];
  if (several && bases.length > 1) {
    rows.push([swatch(drawn, palette, `${prefix}several`), textOf("legend.several")]);
  }
  for (const standing of bases.length ? furtherStandings(theme) : []) {
    const key = STANDING_KEYS[standing], example = { typology: bases[0], standing };
    rows.push([swatch([example], palette, prefix + key), textOf(`legend.${key}`)]);
  }
  rows.push([swatch([], palette, `${prefix}neutral`), textOf("legend.neutral")]);
  return rows;
}

/** @param {App} app */
const examples = (app) => el("ul", { class: "legend-examples" },
  exampleRows(app, { palette: app.palette, several: hasSeveral(app.state) })
    .map(([picture, words]) => el("li", { class: "example" }, picture, el("span", {}, words))));

/** @param {App} app @param {"base" | "overlay"} role */
function group(app, role) {
  const entries = presentTypologies(app.state.theme).filter((typology) => typology.role === role);
  return entries.length > 0 && el("div", { class: "legend-group" },
    el("h3", {}, textOf(`legend.${role}`)),
    el("ul", { class: "entries" }, entries.map((typology) => entry(app, typology))));
}

/**
 * Redraw what holds the focus, and give the focus back.
 * @param {Element} list @param {() => void} redraw
 */
function keepFocus(list, redraw) {
  const active = document.activeElement, held = active?.closest("[data-typology]");
  const key = held?.getAttribute("data-typology"), name = active?.className;
  redraw();
  if (!key) return;
  const again = list.querySelector(`[data-typology="${key}"] .${name}`);
  if (again instanceof HTMLElement) again.focus();
}

/** @param {App} app why nothing, or little, is coloured */
function renderNotes({ state }, shown = 0) {
  const notes = emptiness(state).map(({ key, document }) =>
    textOf(key, document ? { document: titled(document.shortTitle) } : {}));
  if (!shown && !notes.length) notes.push(textOf("empty.filter"));
  // Beside other documents' colours it is a footnote; where nothing is listed it is the message.
  const isMain = !hasListed(state) || !shown;
  replaceIn(byId("map-note"), isMain ? notes.map((note) => el("p", {}, note)) : []);
  byId("map-note").hidden = !isMain || !notes.length;
  replaceIn(byId("legend-notes"), isMain ? [] : notes.map((note) => el("p", { class: "note" }, note)));
}

/** @param {App} app */
export function createLegend(app) {
  const { state } = app, list = byId("legend");
  for (const mode of /** @type {("any" | "both")[]} */ (["any", "both"])) {
    byId(`mode-${mode}`).addEventListener("click", () => state.update({ mode }));
  }
  byId("legend-all").addEventListener("click", () =>
    state.update({ on: everyType(state.theme), mode: "any" }));
  byId("legend-none").addEventListener("click", () => state.update({ on: new Set() }));
  return {
    render() {
      keepFocus(list, () => replaceIn(list, group(app, "base"), group(app, "overlay"), examples(app)));
      for (const mode of ["any", "both"]) {
        byId(`mode-${mode}`).setAttribute("aria-pressed", String(state.choice.mode === mode));
      }
      const { counties } = state.theme, shown = counties.filter((county) => state.hasType(county)).length;
      byId("legend-shown").textContent = textOf("legend.shown", { n: shown, all: counties.length });
      renderNotes(app, shown);
    },
  };
}
