// Names without overlap, largest counties first. A name that does not fit, or would outgrow its
// county, is shown at a larger scale.
import { isFarAway, namesProvinces } from "./crowding.js";
import { widthOf } from "./font.js";
import { INK, marksOf } from "./looks.js";
import { labelOf } from "./names.js";
import { isCovered } from "./themes.js";

/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").County} County */
/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").View} View */

const LONGEST = 24;
// A name may reach out of its county, but not far: whose it is must stay plain.
const WIDEST = 2.9;

/** @param {Scene} scene @param {View} view */
function labelSize(scene, view) {
  if (scene.isSmall) return 9.5;
  return scene.size * Math.max(11, Math.min(14, 9.5 + Math.log2(Math.max(1, view.scale / 32))));
}

/**
 * The counties that are named: from afar, where provinces are named, only the chosen one.
 * @param {Scene} scene @param {View} view @param {County[]} counties
 */
function namedOf(scene, view, counties) {
  const hasAll = !isFarAway(scene, view) || !namesProvinces(scene, view);
  return counties.filter((county) =>
    county === scene.selected || (hasAll && isCovered(scene.theme, county)));
}

/** @param {Scene} scene @param {County[]} counties @returns the order in which they are named */
function byWeight(scene, counties) {
  /** @param {County} county */
  const weightOf = (county) => {
    if (county === scene.selected) return Infinity;
    return county.radius * (scene.drawn[county.at].length ? 1.25 : 1);
  };
  return [...counties].sort((one, other) => weightOf(other) - weightOf(one));
}

/** @param {Box} box @param {View} view */
const isOutside = (box, view) => box[2] < 0 || box[0] > view.width || box[3] < 0 || box[1] > view.height;

/**
 * @param {import("./types").Pen} pen @param {Scene} scene @param {View} view @param {County[]} counties
 * @param {import("./taken.js").Taken} taken
 */
export function paintLabels(pen, scene, view, counties, taken) {
  const size = labelSize(scene, view);
  for (const county of byWeight(scene, namedOf(scene, view, counties))) {
    const isSelected = county === scene.selected, text = labelOf(county).slice(0, LONGEST);
    const width = widthOf(text, size);
    if (!isSelected && width > county.radius * view.scale * WIDEST) continue;
    const hasMark = marksOf(scene.drawn[county.at]).length > 0;
    const x = county.anchor[0] * view.scale + view.x;
    const y = county.anchor[1] * view.scale + view.y + (hasMark ? size * 0.75 : 0);
    /** @type {Box} */
    const box = [x - width / 2 - 1, y - size * 0.6, x + width / 2 + 1, y + size * 0.6];
    if (isOutside(box, view) || (!isSelected && !taken.isFree(box))) continue;
    taken.add(box);
    pen.text(x, y, text, { size, weight: isSelected ? 700 : 500, colour: INK, paper: "#ffffff" });
  }
}
