// How large counties are on the screen, and what follows from it for what is drawn over them.

/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").View} View */

/** Pixels from the middle of a middling county to its border from which a map is not crowded. */
export const ROOMY = 6;
/** Below this, counties are too small for their names, and provinces are named instead. */
const LEAST_NAMED = 3;
/** More counties than this are those of a nation. */
const MANY = 600;

/**
 * Pixels from the middle of a middling county to its border.
 * @param {Pick<Scene, "roomyFrom">} scene @param {Pick<View, "scale">} view
 */
export const middlingReach = ({ roomyFrom }, { scale }) => (ROOMY * scale) / roomyFrom;

/** @param {number} value @param {number} least @param {number} most */
const within = (value, least, most) => Math.min(most, Math.max(least, value));

/**
 * Sizes of overlays: the usual ones, and smaller where counties are crowded, so that a nation of marked
 * counties stays a map.
 * @param {number} reach of a middling county
 */
export const overlaySizes = (reach) => ({
  /** The thinnest outline, in pixels. */
  fine: within(Math.round(4 * reach * 0.36) / 4, 0.5, 1.5),
  /** Pixels from the middle of the smallest mark to its tips. */
  mark: within(reach * 0.9, 1.5, 3.5),
  /** Share of the usual spacing and width of hatch lines. */
  hatch: within(reach / ROOMY, 0.5, 1),
});

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
