// Borders, heavier between higher units.
import { isCrowded, isFarAway } from "./crowding.js";
import { ARC } from "./geometry.js";
import { borderWidths, fillOf, isSolid, mixed } from "./looks.js";

/** @typedef {import("./types").County} County */
/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").View} View */

// Share of the ground in borders within provinces, seen from afar: many fine lines look dark.
const QUIETER = 0.55;

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
 * Which borders are beside counties that the theme covers; null where it covers all.
 * @param {Scene} scene
 */
function besideCovered({ geometry, theme }) {
  if (!theme.covered) return null;
  const beside = new Uint8Array(geometry.kinds.length);
  for (const at of theme.covered) {
    for (const ring of geometry.faces.counties[at]) {
      for (const ref of ring) beside[ref < 0 ? ~ref : ref] = 1;
    }
  }
  return beside;
}

/**
 * Outlines of the provinces that the theme is not about, as of those around the region.
 * @param {import("./types").Pen} pen @param {Scene} scene @param {View} view
 * @param {Uint8Array} covered borders beside counties that it is about
 */
function paintBeyond(pen, { geometry, palette }, view, covered) {
  const beyond = covered.map((isBeside) => 1 - isBeside), kinds = [ARC.OUTER, ARC.PROVINCE];
  const line = { colour: palette.contextLine, width: borderWidths().context };
  pen.line((sink) => geometry.traceArcs(kinds, sink, view, beyond), line);
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
  const covered = besideCovered(scene), quiet = isFarAway(scene, view) ? QUIETER : 0;
  if (covered) paintBeyond(pen, scene, view, covered);
  /** @type {[number, string, number][]} */
  const borders = [
    [ARC.COUNTY, mixed(palette.county, palette.neutral, quiet), widths.county],
    [ARC.PREFECTURE, mixed(palette.prefecture, palette.neutral, quiet), widths.prefecture],
    [ARC.OUTER, palette.province, widths.outer],
    [ARC.PROVINCE, palette.province, widths.province],
    [ARC.LINE, palette.province, widths.line],
  ];
  for (const [kind, colour, width] of borders) {
    yield;
    const flags = kind === ARC.LINE ? null : covered;
    pen.line((sink) => geometry.traceArcs([kind], sink, view, flags), { colour, width: width * share });
  }
}
