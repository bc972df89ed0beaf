// Derived from the reader's choice: the types that each county is drawn with.
import { ROLES } from "./book.js";
import { CANDIDATE } from "./standing.js";
import { everyType, themeOf } from "./themes.js";

/** @typedef {import("./types").Book} Book */
/** @typedef {import("./types").Choice} Choice */
/** @typedef {import("./types").Derived} Derived */
/** @typedef {import("./types").Drawn} Drawn */
/** @typedef {import("./types").PolicyDocument} PolicyDocument */
/** @typedef {import("./types").Standing} Standing */
/** @typedef {import("./types").Task} Task */
/** @typedef {import("./types").Theme} Theme */
/** @typedef {import("./types").Typology} Typology */

/** @param {Book} book @returns {Choice} everything of the leading theme shown, nothing filtered */
export const firstChoice = ({ themes: [theme] }) => ({
  theme: theme.key,
  on: everyType(theme),
  mode: "any",
  document: "",
  until: "",
  agency: "",
  selected: "",
  partnerships: false,
});

/** @param {Pick<Choice, "document" | "until">} choice @param {PolicyDocument} document does it keep it? */
export function isHeld({ document: chosen, until }, { documentId, year }) {
  if (chosen && documentId !== chosen) return false;
  return !until || (year !== "" && year <= until);
}

/** @param {Task} task @param {string} agency @returns the tightest role that names the agency */
export const roleOf = (task, agency) => ROLES.find((role) => task.agencies[role].includes(agency));

/** @param {Book} book @param {Choice} choice @returns {Derived["answerable"]} */
function answerable(book, choice) {
  if (!choice.agency) return null;
  const counties = new Set();
  for (const task of book.tasks) {
    if (!isHeld(choice, task.document) || !roleOf(task, choice.agency)) continue;
    for (const at of task.counties) counties.add(at);
  }
  return counties;
}

/** @param {Book} book @param {Theme} theme @param {Choice} choice @returns {Derived["held"]} */
function heldTypes({ counties }, { assignments }, choice) {
  const held = counties.map(() => /** @type {Map<string, Standing>} */ (new Map()));
  for (const { document, county, typology, standing } of assignments) {
    if (!isHeld(choice, document)) continue;
    const types = held[county.at], known = types.get(typology.key) ?? CANDIDATE;
    // A listed type outweighs one that another document's rule derives.
    types.set(typology.key, /** @type {Standing} */ (Math.min(standing, known)));
  }
  return held;
}

/**
 * The types that a county is drawn with.
 * @param {Typology[]} shown @param {Choice} choice @param {Map<string, Standing>} types
 * @returns {Drawn[]}
 */
function drawnTypes(shown, choice, types) {
  const drawn = [];
  for (const typology of shown) {
    const standing = types.get(typology.key);
    if (standing !== undefined) drawn.push({ typology, standing });
  }
  if (choice.mode === "any") return drawn;
  return drawn.filter(({ standing }) => standing !== CANDIDATE).length < choice.on.size ? [] : drawn;
}

/** @param {Theme} theme @param {Derived["held"]} held @returns {Derived["counts"]} */
function countsOf({ typologies }, held) {
  /** @type {Derived["counts"]} */
  const counts = new Map(typologies.map((typology) => [typology.key, [0, 0, 0]]));
  for (const types of held) {
    for (const [key, standing] of types) /** @type {number[]} */ (counts.get(key))[standing] += 1;
  }
  return counts;
}

/** @param {Book} book @param {Choice} choice @returns {Derived} */
export function derive(book, choice) {
  const theme = themeOf(book, choice.theme);
  const held = heldTypes(book, theme, choice), reached = answerable(book, choice);
  const shown = theme.typologies.filter((typology) => choice.on.has(typology.key));
  /** @param {number} at */
  const isReached = (at) => !reached || reached.has(at);
  const drawn = held.map((types, at) => (isReached(at) ? drawnTypes(shown, choice, types) : []));
  return { answerable: reached, held, drawn, counts: countsOf(theme, held) };
}
