// Partnerships: a curve from partner to partner.
import { widthOf } from "./font.js";
import { PARTNERSHIP, solid } from "./looks.js";
import { disc } from "./marks.js";
import { isChinese, plain, quoted } from "./words.js";

/** @typedef {import("./types").Partnership} Partnership */
/** @typedef {import("./types").Pen} Pen */
/** @typedef {import("./types").Point} Point */
/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").View} View */

const STEPS = 16;
// Share of its length by which a curve leaves the straight line.
const BEND = 0.12;
// Names of one place beyond this are left out.
const MOST_NAMES = 8;

/** @param {Point} place @param {View} view @returns {Point} */
const inPixels = ([x, y], view) => [x * view.scale + view.x, y * view.scale + view.y];

/**
 * A quadratic Bézier curve.
 * @param {Point} from @param {Point} to
 * @returns {import("./types").Trace}
 */
const curve = (from, to) => (sink) => {
  const bend = [
    (from[0] + to[0]) / 2 + (to[1] - from[1]) * BEND,
    (from[1] + to[1]) / 2 - (to[0] - from[0]) * BEND,
  ];
  for (let step = 0; step <= STEPS; step++) {
    const share = step / STEPS, rest = 1 - share;
    /** @param {0 | 1} axis */
    const at = (axis) => rest ** 2 * from[axis] + 2 * share * rest * bend[axis] + share ** 2 * to[axis];
    sink[step ? "lineTo" : "moveTo"](at(0), at(1));
  }
};

/** @param {Pen} pen @param {Scene} scene @param {View} view */
export function paintPartnerships(pen, scene, view) {
  for (const { ends } of scene.partnerships ?? []) {
    if (!ends) continue;
    const from = inPixels(ends[0], view), to = inPixels(ends[1], view), trace = curve(from, to);
    for (const stroke of PARTNERSHIP.strokes) pen.line(trace, stroke);
    for (const [x, y] of [from, to]) {
      pen.fill(disc({ x, y, reach: PARTNERSHIP.disc }), solid(PARTNERSHIP.colour));
    }
  }
}

/**
 * Partners that are no county of the map, by the place where their lines end.
 * @param {Scene} scene @param {View} view
 */
function partnerNames({ partnerships, book }, view) {
  /** @type {Map<string, {place: Point, names: Set<string>}>} */
  const places = new Map();
  /** @param {Point} end @param {string} name @param {string} code */
  const add = (end, name, code) => {
    if (book.byCode.has(code)) return;
    const key = end.map((value) => Math.round(value * view.scale)).join();
    const found = places.get(key) ?? { place: inPixels(end, view), names: new Set() };
    places.set(key, found);
    found.names.add(plain(quoted(name)).slice(0, isChinese() ? 16 : 32));
  };
  for (const { ends, ...partnership } of partnerships ?? []) {
    if (!ends) continue;
    add(ends[0], partnership.subjectName, partnership.subjectCode);
    add(ends[1], partnership.partnerName, partnership.partnerCode);
  }
  return [...places.values()];
}

/** @param {Pen} pen @param {Scene} scene @param {View} view @param {import("./taken.js").Taken} taken */
export function paintPartnerNames(pen, scene, view, taken) {
  const size = 11.5 * scene.size, { text: colour, paper } = scene.palette;
  for (const { place: [x, y], names } of partnerNames(scene, view)) {
    const lines = names.size > MOST_NAMES ? [...[...names].slice(0, MOST_NAMES - 1), "…"] : [...names];
    lines.forEach((name, at) => {
      const width = widthOf(name, size), middle = y + (at - (lines.length - 1) / 2) * size * 1.35;
      taken.add([x, middle - size * 0.7, x + 10 + width, middle + size * 0.7]);
      pen.text(x + 8 + width / 2, middle, name, { size, colour, paper });
    });
  }
}
