// Marks of typologies: signs in the middle of a county.
import { middlingReach, overlaySizes } from "./crowding.js";
import { DASHES, INK, isNearBlack, MARK_EDGE, marksOf, solid } from "./looks.js";
import { LISTED } from "./standing.js";

/** @typedef {import("./types").Drawn} Drawn */
/** @typedef {import("./types").Palette} Palette */
/** @typedef {import("./types").Pen} Pen */
/** @typedef {import("./types").Trace} Trace */
/** @typedef {{x: number, y: number, reach: number}} Spot */

const UP = -Math.PI / 2;
/** Width of a mark's rim, and the share of the mark's reach that it is at most. */
const RIM = 3.5, RIM_SHARE = 1.2;

/**
 * A polygon round a place.
 * @param {Spot} spot @param {number} count of corners @param {number} start angle of the first
 * @param {(corner: number) => number} [share] of the reach at which a corner is
 * @returns {Trace}
 */
const polygon = ({ x, y, reach }, count, start, share = () => 1) => (sink) => {
  for (let corner = 0; corner < count; corner++) {
    const angle = start + (2 * Math.PI * corner) / count, away = reach * share(corner);
    sink[corner ? "lineTo" : "moveTo"](x + away * Math.cos(angle), y + away * Math.sin(angle));
  }
  sink.closePath();
};

/** @type {Record<string, (spot: Spot) => Trace>} */
const SHAPES = {
  "★": (spot) => polygon(spot, 10, UP, (corner) => (corner % 2 ? 0.42 : 1)),
  "▲": (spot) => polygon(spot, 3, UP),
  "■": (spot) => polygon(spot, 4, Math.PI / 4),
  "◆": (spot) => polygon(spot, 4, UP),
  "●": (spot) => polygon(spot, 24, UP, () => 0.85),
};

/** @param {Spot} spot */
export const disc = (spot) => SHAPES["●"](spot);

/**
 * Draw a mark that is legible on any fill: ink with a light rim, at night the reverse.
 * @param {Pen} pen @param {Drawn} drawn @param {Spot} spot @param {Palette} palette
 */
export function drawMark(pen, { typology, standing }, spot, palette) {
  const isTurned = palette.isDark && isNearBlack(typology.colour);
  const ink = isTurned ? "#ffffff" : typology.colour, rim = isTurned ? INK : "#ffffff";
  const { symbol } = typology.pattern, shape = SHAPES[symbol]?.(spot);
  if (!shape) {
    // Any other sign is a letter.
    pen.text(spot.x, spot.y, symbol, { size: spot.reach * 1.9, weight: 700, colour: ink, paper: rim });
    return;
  }
  pen.line(shape, { colour: rim, width: Math.min(RIM, spot.reach * RIM_SHARE) });
  pen.fill(shape, solid(standing === LISTED ? ink : rim));
  pen.line(shape, { colour: ink, width: MARK_EDGE[standing], dash: DASHES.mark[standing] });
}

/**
 * @param {Pen} pen @param {import("./types").Scene} scene @param {import("./types").View} view
 * @param {import("./types").County[]} counties @param {import("./taken.js").Taken} taken
 */
export function paintMarks(pen, scene, view, counties, taken) {
  const { mark: least } = overlaySizes(middlingReach(scene, view));
  const largest = scene.isSmall ? 5 : 7.5 * scene.size;
  const smallest = scene.isSmall ? Math.min(least, 3) : least;
  for (const county of counties) {
    const marks = marksOf(scene.drawn[county.at]);
    // A mark stays within its county, but is not so small that it looks like a dot, unless all are.
    const reach = Math.max(smallest, Math.min(largest, county.radius * view.scale * 0.6));
    const middle = county.anchor[0] * view.scale + view.x;
    const y = county.anchor[1] * view.scale + view.y - reach;
    marks.forEach((mark, at) => {
      const x = middle + (at - (marks.length - 1) / 2) * reach * 2.3;
      drawMark(pen, mark, { x, y, reach }, scene.palette);
      taken.add([x - reach - 1, y - reach - 1, x + reach + 1, y + reach + 1]);
    });
  }
}
