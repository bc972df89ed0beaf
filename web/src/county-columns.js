// Columns of the table of counties.
import { nameOf, parentsOf, typeText } from "./names.js";
import { STANDING_KEYS } from "./standing.js";
import { joint, plain, quoted, textOf } from "./words.js";

/** @typedef {import("./types").County} County */

/**
 * @typedef {object} CountyColumn
 * @property {string} key of its heading's text
 * @property {(county: County) => string | number} value
 * @property {(county: County) => string | number} [order] sort key, if not the value
 * @property {boolean} [isName]
 * @property {boolean} [isNumber]
 * @property {boolean} [hasSwatches]
 */

/** @param {string[]} values */
const distinct = (values) => [...new Set(values.filter(Boolean))].map(plain).join(joint());

/** @param {import("./types").Assignment} assignment */
const basisText = ({ standing }) => textOf(`basis.${STANDING_KEYS[standing]}`);

/**
 * @param {import("./state.js").State} state
 * @returns {CountyColumn[]}
 */
export function countyColumns(state) {
  /** @param {County} county @param {(assignment: import("./types").Assignment) => string} valueOf */
  const ofHeld = (county, valueOf) =>
    distinct(state.assignmentsOf(county).map(valueOf));
  /** @param {County} county */
  const typeOrder = (county) =>
    state.drawnOf(county).map(({ typology, standing }) => 10 * standing + typology.at).join(",");
  /** @param {County} county */
  const taskCount = ({ reasons }) =>
    new Set(reasons.map(({ task }) => task).filter(({ document }) => state.holds(document))).size;
  return [
    { key: "name", value: nameOf, isName: true },
    { key: "code", value: ({ countyCode }) => countyCode },
    { key: "parents", value: parentsOf },
    {
      key: "types",
      value: (county) => state.drawnOf(county).map(typeText).join(joint()),
      order: typeOrder,
      hasSwatches: true,
    },
    { key: "status", value: (county) => ofHeld(county, ({ status }) => quoted(status)) },
    { key: "basis", value: (county) => ofHeld(county, basisText) },
    { key: "documents", value: (county) => ofHeld(county, ({ document }) => quoted(document.shortTitle)) },
    { key: "tasks", value: taskCount, isNumber: true },
  ];
}
