import { RADIANS } from "./albers.js";

/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").Point} Point */

/**
 * Parallel lines over a box, a whole number of spacings from the line through `origin`: what is drawn
 * in pieces fits together.
 * @param {Box} box @param {{angle: number, spacing: number}} hatch @param {Point} origin
 * @param {(from: Point, to: Point) => void} draw
 */
export function hatchLines(box, { angle, spacing }, origin, draw) {
  const turn = -angle * RADIANS;
  const along = [Math.cos(turn), Math.sin(turn)], across = [-along[1], along[0]];
  const corners = [[box[0], box[1]], [box[2], box[1]], [box[0], box[3]], [box[2], box[3]]];
  /** @param {number[]} axis */
  const places = (axis) => corners.map(([x, y]) => (x - origin[0]) * axis[0] + (y - origin[1]) * axis[1]);
  const reach = places(along), offsets = places(across);
  const near = Math.min(...reach), far = Math.max(...reach), last = Math.max(...offsets);
  for (let offset = Math.ceil(Math.min(...offsets) / spacing) * spacing; offset <= last; offset += spacing) {
    /** @param {number} place @returns {Point} */
    const at = (place) => [
      along[0] * place + across[0] * offset + origin[0],
      along[1] * place + across[1] * offset + origin[1],
    ];
    draw(at(near), at(far));
  }
}
