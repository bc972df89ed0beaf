// Names of the provinces that the counties on show are in, where counties are too small for theirs.
import { emptyBox, onScreen, widenBy } from "./boxes.js";
import { namesProvinces } from "./crowding.js";
import { widthOf } from "./font.js";
import { INK } from "./looks.js";
import { Taken } from "./taken.js";
import { isChinese, plain, quoted } from "./words.js";

/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").County} County */
/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").View} View */

// A name may be this much wider than its province.
const WIDEST = 1.15;
// Share of a province's extent that all of its counties have.
const WHOLE = 0.98;

/** @param {County[]} counties by the name of their province, the largest province first */
function byProvince(counties) {
  /** @type {Map<string, County[]>} */
  const found = new Map();
  for (const county of counties) {
    const own = found.get(county.provinceName) ?? [];
    own.push(county);
    found.set(county.provinceName, own);
  }
  return [...found].sort(([, one], [, other]) => areaOf(other) - areaOf(one));
}

/**
 * Are they all counties of their province?
 * @param {Scene} scene @param {County[]} counties @param {Box} outline of the province
 */
function isWhole({ geometry }, counties, outline) {
  const box = emptyBox();
  for (const { at } of counties) widenBy(box, geometry.boxes.counties[at]);
  return sideOf(box) > sideOf(outline) * WHOLE;
}

/** @param {Box} box half of what is round it */
const sideOf = ([west, north, east, south]) => east - west + (south - north);

/** @param {County[]} counties */
const areaOf = (counties) => counties.reduce((sum, { areaKm2 }) => sum + areaKm2, 0);

/**
 * Places of a province in pixels, the nearest to its middle first.
 * @param {County[]} counties @param {View} view
 */
function placesIn(counties, { scale, x, y }) {
  const weight = counties.reduce((sum, { radius }) => sum + radius ** 2, 0);
  /** @param {0 | 1} axis */
  const mean = (axis) =>
    counties.reduce((sum, { anchor, radius }) => sum + anchor[axis] * radius ** 2, 0) / weight;
  const middle = [mean(0), mean(1)];
  return counties.map(({ anchor }) => ({
    x: anchor[0] * scale + x,
    y: anchor[1] * scale + y,
    away: Math.hypot(anchor[0] - middle[0], anchor[1] - middle[1]),
  })).sort((one, other) => one.away - other.away);
}

/**
 * How a name is written into a width: spaced out where there is room; null where it does not fit.
 * @param {string} name @param {number} size @param {number} room
 */
function written(name, size, room) {
  const spaced = isChinese() ? [...name].join(" ") : name;
  return [spaced, name].find((text) => widthOf(text, size) <= room * WIDEST) ?? null;
}

/**
 * Where a name is written: beside the marks if there is room near the province's middle, else upon them.
 * @param {{x: number, y: number}[]} places @param {{width: number, height: number}} size of the name
 * @param {{isIn: (box: Box) => boolean, taken: Taken}} limits
 */
function boxFor(places, { width, height }, { isIn, taken }) {
  /** @param {{x: number, y: number}} place @returns {Box} */
  const boxAt = ({ x, y }) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  const boxes = places.map(boxAt).filter(isIn), near = boxes.slice(0, Math.ceil(boxes.length / 3));
  return near.find((box) => taken.isFree(box)) ?? boxes[0];
}

/**
 * @param {import("./types").Pen} pen @param {Scene} scene @param {View} view
 * @param {County[]} counties in the view @param {Taken} taken
 */
export function paintProvinces(pen, scene, view, counties, taken) {
  const { geometry, book, theme } = scene;
  if (!namesProvinces(scene, view)) return;
  const size = scene.isSmall ? 10 : 12.5 * scene.size, named = new Taken(view.obstacles);
  const [left, top, right, bottom] = view.window ?? [0, 0, view.width, view.height];
  /** @param {Box} box */
  const isIn = (box) =>
    box[0] > left && box[2] < right && box[1] > top && box[3] < bottom && named.isFree(box);
  const inView = new Set(counties);
  for (const [name, all] of byProvince(theme.counties)) {
    const outline = geometry.boxes.provinces[book.outlines[0].indexOf(name)];
    const own = all.filter((county) => inView.has(county));
    // A region that is less than its province is named after what is around it.
    if (!outline || !isWhole(scene, all, outline)) continue;
    const [west, , east] = onScreen(outline, view), text = written(plain(quoted(name)), size, east - west);
    if (!text) continue;
    const extent = { width: widthOf(text, size) + 4, height: size * 1.3 };
    const box = boxFor(placesIn(own, view), extent, { isIn, taken });
    if (!box) continue;
    named.add(box);
    taken.add(box);
    const font = { size, weight: 700, colour: INK, paper: "#ffffff" };
    pen.text((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, text, font);
  }
}
