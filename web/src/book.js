// The records of an edition as objects that refer to each other. geo/render/page writes the tables.
import { GRID } from "./decoding.js";
import { readTable } from "./tables.js";
import { readThemes } from "./themes.js";

/** @typedef {import("./types").AgencyRole} AgencyRole */
/** @typedef {import("./types").Book} Book */
/** @typedef {import("./types").ToUnits} ToUnits */

/**
 * Roles of agencies in a task, the most binding first.
 * @type {AgencyRole[]}
 */
export const ROLES = ["lead", "responsible", "cooperating", "blanket"];

/**
 * @param {any[]} counties @param {ToUnits} toUnits
 * @returns {import("./types").County[]}
 */
function placed(counties, toUnits) {
  return counties.map((county) => {
    const longitude = county.anchorLongitude / GRID, latitude = county.anchorLatitude / GRID;
    const anchor = toUnits(longitude, latitude);
    const edge = toUnits(longitude, latitude + county.anchorRadius / GRID);
    const radius = Math.hypot(edge[0] - anchor[0], edge[1] - anchor[1]);
    return { ...county, anchor, radius, assignments: [], reasons: [] };
  });
}

/** @param {any} task @returns {import("./types").Task} */
const bound = (task) => ({
  ...task,
  agencies: Object.fromEntries(ROLES.map((role) => [role, task[`${role}Units`]])),
  indicators: [],
  completions: [],
  counties: new Set(),
});

/** @param {any} raw @param {Book} book */
function attachTargets(raw, book) {
  /** @param {{document: {at: number}, clause: string}} item */
  const key = ({ document, clause }) => `${document.at} ${clause}`;
  const tasks = new Map(book.tasks.map((task) => [key(task), task]));
  for (const indicator of readTable(raw.indicators, /** @type {any} */ (book))) {
    (tasks.get(key(indicator)) ?? indicator.document).indicators.push(indicator);
  }
  for (const completion of readTable(raw.completions, /** @type {any} */ (book))) {
    tasks.get(key(completion))?.completions.push(completion);
  }
}

/** @param {any} raw @param {Book} book */
function attachReasons(raw, book) {
  for (const reason of readTable(raw.county_tasks, /** @type {any} */ (book))) {
    const positions = reason.counties === "all" ? book.counties.keys() : reason.counties;
    for (const at of positions) {
      book.counties[at].reasons.push(reason);
      reason.task.counties.add(at);
    }
  }
}

/** @param {any} partnership @param {ToUnits} toUnits */
function drawable(partnership, toUnits) {
  const [fromLongitude, fromLatitude, toLongitude, toLatitude] = partnership.line;
  const ends = partnership.line.length
    ? [toUnits(fromLongitude, fromLatitude), toUnits(toLongitude, toLatitude)]
    : null;
  return { ...partnership, ends };
}

/** @param {any} member @param {ToUnits} toUnits */
const pointed = (member, toUnits) => ({
  ...member,
  point: member.anchorLon === null ? null : toUnits(member.anchorLon, member.anchorLat),
});

/**
 * @param {any} raw what the page carries @param {ToUnits} toUnits
 * @returns {Book}
 */
export function readBook(raw, toUnits) {
  const book = { ...raw };
  /** @param {object} typology @param {number} at */
  const numbered = (typology, at) => ({ at, ...typology });
  book.typologies = raw.typologies.map(numbered);
  book.documents = readTable(raw.documents).map((document) => (
    { ...document, year: document.issued.slice(0, 4), indicators: [] }));
  book.counties = placed(readTable(raw.counties), toUnits);
  book.byCode = new Map(book.counties.map((/** @type {any} */ county) => [county.countyCode, county]));
  book.byKey = new Map(book.typologies.map((/** @type {any} */ typology) => [typology.key, typology]));
  book.ownProvinces = new Set(book.counties.map((/** @type {any} */ county) => county.provinceName));
  book.assignments = readTable(raw.assignments, book);
  for (const assignment of book.assignments) assignment.county.assignments.push(assignment);
  book.tasks = readTable(raw.tasks, book).map(bound);
  attachTargets(raw, book);
  attachReasons(raw, book);
  book.partnerships = readTable(raw.partnerships, book).map((each) => drawable(each, toUnits));
  book.rules = readTable(raw.rules, book);
  book.positionings = readTable(raw.positionings, book);
  book.layers = readTable(raw.layers, book);
  book.undrawn = readTable(raw.undrawn, book).map((each) => pointed(each, toUnits));
  book.themes = readThemes(raw.themes, book);
  return book;
}
