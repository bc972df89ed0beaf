// Fills: the provinces around, then the counties.
import { meets } from "./boxes.js";
import { ARC } from "./geometry.js";
import { borderWidths, fillKey, fillOf, solid } from "./looks.js";
import { isCovered } from "./themes.js";

/** @typedef {import("./geometry.js").Kind} Kind */
/** @typedef {import("./types").Fill} Fill */
/** @typedef {import("./types").Pen} Pen */
/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").View} View */

/**
 * A county of a province that the theme is not about is drawn as what is around.
 * @param {Scene} scene @param {number} at
 */
const fillOfCounty = ({ book, drawn, palette, theme }, at) =>
  (isCovered(theme, book.counties[at]) ? fillOf(drawn[at], palette) : solid(palette.context));

/**
 * Counties that look alike, as many at a time as suits the pen.
 * @param {number[]} faces @param {Scene} scene @param {number} most
 */
function byFill(faces, scene, most) {
  /** @typedef {{fill: Fill, faces: number[]}} Group */
  /** @type {Map<string, Group>} */
  const groups = new Map();
  /** @type {Group[]} */
  const full = [];
  for (const face of faces) {
    const fill = fillOfCounty(scene, face), key = fillKey(fill);
    const group = groups.get(key) ?? { fill, faces: [] };
    groups.set(key, group);
    group.faces.push(face);
    if (group.faces.length === most) {
      full.push(group);
      groups.delete(key);
    }
  }
  return [...full, ...groups.values()];
}

/**
 * A province all of whose counties are drawn over it need not be filled itself.
 * @param {Scene} scene @param {number} province
 */
const showsThrough = ({ book, hasSurroundings }, province) =>
  hasSurroundings || !book.ownProvinces.has(book.outlines[0][province]);

/** @param {Scene} scene @param {Kind} kind @param {View} view */
const visible = ({ geometry }, kind, view) =>
  [...geometry.faces[kind].keys()].filter((face) => meets(geometry.boxes[kind][face], view.box));

/** @param {Pen} pen @param {Scene} scene @param {View} view */
function paintContext(pen, scene, view) {
  const { geometry, palette } = scene;
  const beside = visible(scene, "neighbours", view);
  const around = visible(scene, "provinces", view).filter((face) => showsThrough(scene, face));
  /** @param {Kind} kind @param {number[]} faces */
  const fill = (kind, faces) => {
    if (!faces.length) return;
    pen.fill((sink) => geometry.traceFaces(kind, faces, sink, view), solid(palette.context));
  };
  fill("neighbours", beside);
  fill("provinces", around);
  const line = { colour: palette.contextLine, width: borderWidths().context };
  pen.line((sink) => geometry.traceArcs([ARC.CONTEXT], sink, view), line);
}

/**
 * Everything that is filled; a piece at a time.
 * @param {Pen} pen @param {Scene} scene @param {View} view
 * @returns {Generator<void, import("./types").County[]>} the counties in the view
 */
export function* paintFaces(pen, scene, view) {
  const { geometry, book } = scene;
  paintContext(pen, scene, view);
  const counties = visible(scene, "counties", view);
  for (const { fill, faces } of byFill(counties, scene, pen.most)) {
    pen.fill((sink) => geometry.traceFaces("counties", faces, sink, view), fill);
    yield;
  }
  return counties.map((face) => book.counties[face]);
}
