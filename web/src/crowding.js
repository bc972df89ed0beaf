// How large counties are on the screen, and what follows from it for what is drawn over them.

/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").View} View */

/** Pixels from the middle of a middling county to its border from which a map is not crowded. */
export const ROOMY = 6;
/** Below this, counties are too small for their names, and provinces are named instead. */
const LEAST_NAMED = 3;

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
