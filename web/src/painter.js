// The map, drawn by any pen: on the screen, on paper, in the inset.
import { paintBorders } from "./borders.js";
import { paintFaces } from "./faces.js";
import { paintLabels } from "./labels.js";
import { SELECTION } from "./looks.js";
import { paintMarks } from "./marks.js";
import { paintOverlays } from "./overlays.js";
import { paintProvinces } from "./provinces.js";
import { paintSurroundings } from "./surroundings.js";
import { Taken } from "./taken.js";
import { paintPartnerNames, paintPartnerships } from "./ties.js";
import { paintPlaces } from "./undrawn.js";

/** @typedef {import("./types").Pen} Pen */
/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").View} View */

/** @param {Pen} pen @param {Scene} scene @param {View} view */
function paintSelection(pen, { selected, geometry, palette }, view) {
  if (!selected) return;
  for (const { colour = palette.select, width } of SELECTION) {
    pen.line((sink) => geometry.traceFaces("counties", [selected.at], sink, view), { colour, width });
  }
}

/**
 * Everything but the names, a piece at a time; the function returned last writes the names on top.
 * @param {Pen} pen @param {Scene} scene @param {View} view
 * @returns {Generator<void, () => void>}
 */
export function* shapePieces(pen, scene, view) {
  const counties = yield* paintFaces(pen, scene, view);
  yield* paintBorders(pen, scene, view, counties);
  yield* paintOverlays(pen, scene, view, counties);
  paintPartnerships(pen, scene, view);
  paintSelection(pen, scene, view);
  const taken = new Taken(view.obstacles);
  paintMarks(pen, scene, view, counties, taken);
  paintPlaces(pen, scene, view, taken);
  return () => {
    paintPartnerNames(pen, scene, view, taken);
    paintProvinces(pen, scene, view, counties, taken);
    paintLabels(pen, scene, view, counties, taken);
    paintSurroundings(pen, scene, view, taken);
  };
}

/**
 * Everything but the names.
 * @param {Pen} pen @param {Scene} scene @param {View} view
 * @returns what writes the names on top
 */
export function paintShapes(pen, scene, view) {
  const pieces = shapePieces(pen, scene, view);
  let step = pieces.next();
  while (!step.done) step = pieces.next();
  return step.value;
}

/**
 * The whole map.
 * @param {Pen} pen @param {Scene} scene @param {View} view
 */
export function paint(pen, scene, view) {
  const write = paintShapes(pen, scene, view);
  if (scene.hasNames) write();
}
