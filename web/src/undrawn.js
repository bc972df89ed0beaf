// Members of lists that no county shows, and lists that are not known to their end.
import { widthOf } from "./font.js";
import { drawMark } from "./marks.js";
import { LISTED } from "./standing.js";
import { joint, localised, plain, quoted, textOf } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./types").Layer} Layer */
/** @typedef {import("./types").Typology} Typology */
/** @typedef {import("./types").Undrawn} Undrawn */

/** Half the height of a place's mark, in pixels. */
const REACH = 4;

/** @param {State} state @returns {Undrawn[]} members without a county, of what is kept and shown */
export const undrawnOf = (state) => state.theme.undrawn.filter(({ document, typology }) =>
  state.holds(document) && state.choice.on.has(typology.key));

/** @param {number} total @param {number | null} count */
const sum = (total, count) => total + (count ?? 0);

/** @param {Layer[]} open lists @returns {string} that they are incomplete, with their numbers if stated */
function openText(open) {
  const stated = open.filter(({ statedCount }) => statedCount !== null);
  if (!stated.length) return textOf("legend.open");
  return textOf("legend.open_of", {
    known: stated.map(({ memberCount }) => memberCount).reduce(sum, 0),
    stated: stated.map(({ statedCount }) => statedCount).reduce(sum, 0),
  });
}

/**
 * What a reader of a type's count must know; nothing where its lists are complete and all drawn.
 * @param {State} state @param {Typology} typology
 * @returns {string[]}
 */
export function remarksOn(state, typology) {
  /** @param {{document: import("./types").PolicyDocument, typology: Typology}} each */
  const isOwn = (each) => each.typology === typology && state.holds(each.document);
  const remarks = [], open = state.theme.layers.filter((layer) => layer.isOpen && isOwn(layer));
  if (open.length) remarks.push(openText(open));
  const undrawn = state.theme.undrawn.filter(isOwn);
  if (undrawn.length) remarks.push(textOf("legend.undrawn", { n: undrawn.length }));
  return remarks;
}

/** @type {Record<string, (place: Undrawn) => string>} */
const CELLS = {
  name: ({ asWritten }) => plain(quoted(asWritten)),
  parents: ({ withinName, provinceName }) =>
    [...new Set([provinceName, withinName])].filter(Boolean)
      .map((name) => plain(quoted(name))).join(joint()),
  types: ({ typology }) => plain(localised(typology.name)),
  status: ({ status, subtype }) => plain(quoted(status || subtype)),
  basis: () => textOf("basis.listed"),
  documents: ({ document }) => plain(quoted(document.shortTitle)),
};

/**
 * A cell of the row of a member without a county.
 * @param {string} key of the column @param {Undrawn} place
 */
export const placeCell = (key, place) => CELLS[key]?.(place) ?? "";

/** @param {Undrawn} place why it is not on the map */
export const reasonOf = ({ note }) => plain(quoted(note));

/**
 * Marks and names of the members whose place is declared.
 * @param {import("./types").Pen} pen @param {import("./types").Scene} scene
 * @param {import("./types").View} view @param {import("./taken.js").Taken} taken
 */
export function paintPlaces(pen, scene, view, taken) {
  const reach = REACH * scene.size, size = 11 * scene.size;
  for (const { point, typology, asWritten } of scene.places ?? []) {
    if (!point) continue;
    const x = point[0] * view.scale + view.x, y = point[1] * view.scale + view.y;
    const marked = { ...typology, pattern: { ...typology.pattern, symbol: "◆" } };
    drawMark(pen, { typology: marked, standing: LISTED }, { x, y, reach }, scene.palette);
    const name = plain(quoted(asWritten)), width = widthOf(name, size);
    taken.add([x - reach, y - reach, x + reach + 4 + width, y + size]);
    if (!scene.hasNames) continue;
    const { text: colour, paper } = scene.palette;
    pen.text(x + reach + 3 + width / 2, y, name, { size, colour, paper });
  }
}
