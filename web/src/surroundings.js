// Names of the provinces around and beside the region, where most of each shows.
import { widthOf } from "./font.js";
import { isCovered } from "./themes.js";
import { isChinese, plain, quoted } from "./words.js";

/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").Point} Point */
/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").View} View */

const LONGEST = 24;

/**
 * Is there a county that the theme covers?
 * @param {Scene} scene @param {number} x @param {number} y in map units @param {View} view
 */
function hasCounty({ geometry, book, theme }, x, y, view) {
  const at = geometry.at("counties", x, y, view);
  return at >= 0 && isCovered(theme, book.counties[at]);
}

/**
 * The province at a pixel; empty on a county of the region, and where there is none.
 * @param {Scene} scene @param {number} left @param {number} top @param {View} view
 */
function provinceAt(scene, left, top, view) {
  const { geometry, book } = scene;
  const x = (left - view.x) / view.scale, y = (top - view.y) / view.scale;
  const beside = geometry.at("neighbours", x, y, view);
  if (beside >= 0) return book.outlines[1][beside];
  const around = geometry.at("provinces", x, y, view);
  return around >= 0 && !hasCounty(scene, x, y, view) ? book.outlines[0][around] : "";
}

/**
 * Places of a grid over the window, by the province that shows there.
 * @param {Scene} scene @param {View} view @param {Box} window
 */
function placesByProvince(scene, view, [left, top, right, bottom]) {
  const step = Math.max(24, Math.min(right - left, bottom - top) / 14);
  /** @type {Map<string, Point[]>} */
  const found = new Map();
  for (let y = top + step / 2; y < bottom; y += step) {
    for (let x = left + step / 2; x < right; x += step) {
      const name = provinceAt(scene, x, y, view);
      if (!name) continue;
      const places = found.get(name) ?? [];
      places.push([x, y]);
      found.set(name, places);
    }
  }
  return found;
}

/** @param {Point[]} places the nearest to their middle first */
function fromMiddle(places) {
  /** @param {0 | 1} axis */
  const mean = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  const [x, y] = [mean(0), mean(1)];
  return [...places].sort((one, other) =>
    Math.hypot(one[0] - x, one[1] - y) - Math.hypot(other[0] - x, other[1] - y));
}

/**
 * @param {import("./types").Pen} pen @param {Scene} scene @param {View} view
 * @param {import("./taken.js").Taken} taken
 */
export function paintSurroundings(pen, scene, view, taken) {
  const { geometry, palette } = scene;
  const isPart = scene.hasSurroundings || scene.theme.covered !== null;
  if (!geometry.faces.neighbours.length && !isPart) return;
  const window = view.window ?? /** @type {Box} */ ([0, 0, view.width, view.height]);
  const [left, top, right, bottom] = window, size = scene.isSmall ? 10 : 13 * scene.size;
  /** @param {number} x @param {number} y */
  const isCounty = (x, y) =>
    hasCounty(scene, (x - view.x) / view.scale, (y - view.y) / view.scale, view);
  for (const [name, places] of placesByProvince(scene, view, window)) {
    const short = plain(quoted(name)).slice(0, LONGEST), text = isChinese() ? [...short].join(" ") : short;
    const reach = widthOf(text, size) / 2 + 4;
    const fits = fromMiddle(places).find(([x, y]) =>
      x - reach > left + 4 && x + reach < right - 4 && y - size > top && y + size < bottom
      && taken.isFree([x - reach, y - size, x + reach, y + size])
      && !isCounty(x - reach, y) && !isCounty(x + reach, y));
    if (!fits) continue;
    const [x, y] = fits;
    taken.add([x - reach, y - size, x + reach, y + size]);
    pen.text(x, y, text, { size, colour: palette.quiet, paper: palette.context });
  }
}
