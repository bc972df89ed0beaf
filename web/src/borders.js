// Borders, heavier between higher units.
import { ARC } from "./geometry.js";
import { borderWidths, fillOf, isSolid } from "./looks.js";

/** @typedef {import("./types").County} County */
/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").View} View */

/** @param {Scene} scene @param {View} view */
const isCrowded = ({ casingFrom }, { scale }) => scale <= casingFrom;

/**
 * Which borders have stripes on one side at least.
 * @param {Scene} scene @param {County[]} counties
 */
function besideStripes({ geometry, drawn, palette }, counties) {
  const beside = new Uint8Array(geometry.kinds.length);
  for (const { at } of counties) {
    if (isSolid(fillOf(drawn[at], palette))) continue;
    for (const ring of geometry.faces.counties[at]) {
      for (const ref of ring) beside[ref < 0 ? ~ref : ref] = 1;
    }
  }
  return beside;
}

/**
 * A piece at a time.
 * @param {import("./types").Pen} pen @param {Scene} scene @param {View} view @param {County[]} counties
 */
export function* paintBorders(pen, scene, view, counties) {
  const { geometry, palette } = scene, share = scene.isSmall ? 0.7 : 1;
  const isTight = isCrowded(scene, view), widths = borderWidths({ isCrowded: isTight });
  // Along stripes a line needs a rim to be seen; on a map of the nation it is noise.
  if (!isTight) {
    const beside = besideStripes(scene, counties), kinds = [ARC.COUNTY, ARC.PREFECTURE];
    const casing = { colour: palette.casing, width: widths.casing * share };
    pen.line((sink) => geometry.traceArcs(kinds, sink, view, beside), casing);
  }
  /** @type {[number, string, number][]} */
  const borders = [
    [ARC.COUNTY, palette.county, widths.county],
    [ARC.PREFECTURE, palette.prefecture, widths.prefecture],
    [ARC.OUTER, palette.province, widths.outer],
    [ARC.PROVINCE, palette.province, widths.province],
    [ARC.LINE, palette.province, widths.line],
  ];
  for (const [kind, colour, width] of borders) {
    yield;
    pen.line((sink) => geometry.traceArcs([kind], sink, view), { colour, width: width * share });
  }
}
