// Each document's counties of a typology, and why a map shows few.
import { CANDIDATE, DERIVED, LISTED } from "./standing.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./types").PolicyDocument} PolicyDocument */
/** @typedef {import("./types").Standing} Standing */
/** @typedef {import("./types").Theme} Theme */
/** @typedef {import("./types").Typology} Typology */

/**
 * @typedef {object} Source what a document says of a typology
 * @property {PolicyDocument} document
 * @property {string} status
 * @property {Standing} standing
 * @property {Set<number>} counties
 */

/**
 * Documents and statuses behind a typology's count, with their counties.
 * @param {State} state @param {Typology} typology
 */
export function sourcesOf(state, typology) {
  /** @type {Map<string, Source>} */
  const groups = new Map();
  for (const assignment of state.theme.assignments) {
    const { document, standing, county } = assignment;
    if (assignment.typology !== typology || !state.holds(document)) continue;
    const status = assignment.status || assignment.subtype;
    const key = JSON.stringify([document.at, status, standing]);
    const group = groups.get(key) ?? { document, status, standing, counties: new Set() };
    groups.set(key, group);
    group.counties.add(county.at);
  }
  return [...groups.values()];
}

/** @param {Theme} theme @param {PolicyDocument} document a key of texts, or null where it lists counties */
function emptinessOf({ assignments, rules }, document) {
  const own = assignments.filter((assignment) => assignment.document === document);
  const standings = new Set(own.map(({ standing }) => standing));
  if (standings.has(LISTED)) return null;
  if (standings.has(DERIVED)) return "empty.derived_only";
  if (standings.has(CANDIDATE)) return "empty.candidates_only";
  return rules.some((rule) => rule.document === document) ? "empty.rules_open" : "empty.document";
}

/**
 * Why a document colours no counties, or few: keys of texts, with the document.
 * @param {State} state
 */
export function emptiness(state) {
  const held = state.documents;
  if (!held.length) return [{ key: "empty.no_document", document: null }];
  const notes = [];
  for (const document of held) {
    const key = emptinessOf(state.theme, document);
    if (key) notes.push({ key, document });
  }
  return notes;
}

/** @param {State} state does any document that is kept list a county? */
export const hasListed = ({ derived }) => derived.held.some((types) => [...types.values()].includes(LISTED));

/** @param {State} state does a county have several base types? */
export const hasSeveral = ({ derived, book }) => derived.held.some((types) =>
  [...types.keys()].filter((key) => book.byKey.get(key)?.role === "base").length > 1);

/**
 * The theme's types that the edition has anything to say of: counties, or a condition for them.
 * @param {Theme} theme
 */
export function presentTypologies({ typologies, assignments, rules, undrawn }) {
  const held = new Set([...assignments, ...rules, ...undrawn].map(({ typology }) => typology));
  return typologies.filter((typology) => held.has(typology));
}

/** @param {Theme} theme standings beyond the listed ones that occur */
export const furtherStandings = ({ assignments }) => [DERIVED, CANDIDATE].filter((standing) =>
  assignments.some((assignment) => assignment.standing === standing));
