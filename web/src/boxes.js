// Boxes (west, north, east, south in map units, which grow southwards) and views of them.
/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").View} View */

// Pixels within which a point is not worth drawing.
const TOLERANCE = 0.4;

/** @returns {Box} the box of nothing */
export const emptyBox = () => [Infinity, Infinity, -Infinity, -Infinity];

/** @param {Box} box @param {number} x @param {number} y */
export function widen(box, x, y) {
  if (x < box[0]) box[0] = x;
  if (y < box[1]) box[1] = y;
  if (x > box[2]) box[2] = x;
  if (y > box[3]) box[3] = y;
}

/** @param {Box} box @param {Box} other */
export function widenBy(box, other) {
  widen(box, other[0], other[1]);
  widen(box, other[2], other[3]);
}

/** @param {Box} one @param {Box} other */
export const meets = (one, other) =>
  one[0] <= other[2] && one[2] >= other[0] && one[1] <= other[3] && one[3] >= other[1];

/** @param {Box} box @param {number} x @param {number} y */
export const holds = (box, x, y) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];

/**
 * A box of map units in a view's pixels.
 * @param {Box} box @param {View} view
 * @returns {Box}
 */
export const onScreen = (box, { scale, x, y }) =>
  [box[0] * scale + x, box[1] * scale + y, box[2] * scale + x, box[3] * scale + y];

/**
 * A view whose pixel (x, y) is map unit (0, 0).
 * @param {{scale: number, x: number, y: number}} placed @param {number} width @param {number} height
 * @param {number} [tolerance]
 * @returns {View}
 */
export function viewOf({ scale, x, y }, width, height, tolerance = TOLERANCE) {
  const box = /** @type {Box} */ ([-x / scale, -y / scale, (width - x) / scale, (height - y) / scale]);
  return { scale, x, y, width, height, tolerance, box };
}

/**
 * The view that fits a box of map units into a rectangle, with a margin in pixels all round.
 * @param {Box} box @param {number} width @param {number} height
 * @param {{margin?: number, tolerance?: number}} [options]
 */
export function viewFitting(box, width, height, { margin = 0, tolerance = TOLERANCE } = {}) {
  const across = (width - 2 * margin) / (box[2] - box[0]), down = (height - 2 * margin) / (box[3] - box[1]);
  const scale = Math.min(across, down);
  const x = width / 2 - ((box[0] + box[2]) / 2) * scale, y = height / 2 - ((box[1] + box[3]) / 2) * scale;
  return viewOf({ scale, x, y }, width, height, tolerance);
}
