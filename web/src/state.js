// The state of the page: one object, changed through one method, which then calls all listeners.
import { derive, firstChoice, isHeld, roleOf } from "./derived.js";
import { CANDIDATE, LISTED } from "./standing.js";
import { themeOf } from "./themes.js";

/** @typedef {import("./types").Choice} Choice */
/** @typedef {import("./types").County} County */
/** @typedef {import("./types").Standing} Standing */

/** Choices that change no type of any county. */
const INDIFFERENT = ["selected", "partnerships"];

/** @param {Partial<Choice>} patch does it leave every county as it is drawn? */
export const leavesTypes = (patch) => Object.keys(patch).every((key) => INDIFFERENT.includes(key));

export class State {
  /** @param {import("./types").Book} book */
  constructor(book) {
    this.book = book;
    this.choice = firstChoice(book);
    this.derived = derive(book, this.choice);
    /** @type {((patch: Partial<Choice>) => void)[]} */
    this.listeners = [];
  }

  /** @param {(patch: Partial<Choice>) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** @param {Partial<Choice>} patch */
  update(patch) {
    Object.assign(this.choice, patch);
    if (!leavesTypes(patch)) this.derived = derive(this.book, this.choice);
    for (const listener of this.listeners) listener(patch);
  }

  /** @param {string} key @param {boolean} isOn */
  setTypology(key, isOn) {
    const on = new Set(this.choice.on);
    if (isOn) on.add(key);
    else on.delete(key);
    this.update({ on });
  }

  /** The theme on show. */
  get theme() {
    return themeOf(this.book, this.choice.theme);
  }

  /** The theme's documents that the filters keep. */
  get documents() {
    return this.theme.documents.filter((document) => this.holds(document));
  }

  /**
   * A county's assignments to types of the theme, by documents that the filters keep.
   * @param {County} county
   */
  assignmentsOf({ assignments }) {
    const types = new Set(this.theme.typologies);
    return assignments.filter(({ document, typology }) => types.has(typology) && this.holds(document));
  }

  /** @param {import("./types").PolicyDocument} document do the filters keep it? */
  holds(document) {
    return isHeld(this.choice, document);
  }

  /** @param {import("./types").Task} task @returns the tightest role in which it names the chosen agency */
  roleOf(task) {
    return roleOf(task, this.choice.agency);
  }

  /** @param {County} county @returns the types that it is drawn with */
  drawnOf(county) {
    return this.derived.drawn[county.at];
  }

  /** @param {County} county has it a type, candidates apart? */
  hasType(county) {
    return this.drawnOf(county).some(({ standing }) => standing !== CANDIDATE);
  }

  /**
   * @param {string} key @param {{isCandidate?: boolean}} [options]
   * @returns codes of the counties that are drawn so
   */
  drawnCodes(key, { isCandidate = false } = {}) {
    /** @param {import("./types").Drawn} drawn */
    const isWanted = ({ typology, standing }) =>
      typology.key === key && (standing === CANDIDATE) === isCandidate;
    return this.book.counties.filter((county) => this.drawnOf(county).some(isWanted))
      .map((county) => county.countyCode);
  }

  /**
   * Standing of a typology as a whole: the best of its counties'.
   * @param {string} key
   * @returns {Standing}
   */
  standingOf(key) {
    const surest = this.countsOf(key).findIndex((count) => count > 0);
    return surest < 0 ? LISTED : /** @type {Standing} */ (surest);
  }

  /** @param {string} key @returns how many counties have it, by standing */
  countsOf(key) {
    return this.derived.counts.get(key) ?? [0, 0, 0];
  }
}
