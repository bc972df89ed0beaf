// How large counties are on the screen, and what follows from it for what is drawn over them.
import { FINE_OUTLINE } from "./looks.js";

/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").View} View */

/** Pixels from the middle of a middling county to its border from which a map is not crowded. */
export const ROOMY = 6;
/** Below this, counties are too small for their names, and provinces are named instead. */
const LEAST_NAMED = 3;
/** Overlays shrink faster than counties do: the smaller these are, the more of them are in view. */
const SHRINKING = 1.6;
const SMALLEST_MARK = 3.5;
/** More counties than this are those of a nation. */
const MANY = 600;

/**
 * Pixels from the middle of a middling county to its border.
 * @param {Pick<Scene, "roomyFrom">} scene @param {Pick<View, "scale">} view
 */
export const middlingReach = ({ roomyFrom }, { scale }) => (ROOMY * scale) / roomyFrom;

/**
 * Sizes of overlays: the usual ones, and from afar smaller ones, so that a nation of marked counties
 * stays a map.
 * @param {number} reach of a middling county
 */
export function overlaySizes(reach) {
  const share = Math.min(1, (reach / LEAST_NAMED) ** SHRINKING);
  return {
    /** The thinnest outline, in pixels. */
    fine: Math.max(0.5, Math.round(4 * FINE_OUTLINE * share) / 4),
    /** Pixels from the middle of the smallest mark to its tips. */
    mark: Math.max(1.5, SMALLEST_MARK * share),
    /** Share of the usual spacing and width of hatch lines. */
    hatch: Math.max(0.5, share),
  };
}

/** @param {Scene} scene @param {View} view is it too small for the names of counties? */
export const isFarAway = (scene, view) => middlingReach(scene, view) < LEAST_NAMED;

/** @param {Scene} scene @param {View} view */
export const isCrowded = (scene, view) => middlingReach(scene, view) <= ROOMY;

/**
 * Are the provinces named? From afar, where a theme is about several; among the counties of a nation,
 * few of which have room for their names, from nearer, too.
 * @param {Scene} scene @param {View} view
 */
export function namesProvinces(scene, view) {
  const { counties } = scene.theme;
  if (counties.every(({ provinceCode }) => provinceCode === counties[0].provinceCode)) return false;
  return isFarAway(scene, view) || (counties.length > MANY && isCrowded(scene, view));
}
