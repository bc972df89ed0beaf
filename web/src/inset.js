// The South China Sea in a frame of its own, as national maps print it.
import { emptyBox, viewFitting, widen } from "./boxes.js";
import { CanvasPen, contextOf } from "./canvas-pen.js";
import { byId } from "./elements.js";
import { paint } from "./painter.js";

/** @typedef {import("./types").App} App */
/** @typedef {import("./types").ToUnits} ToUnits */

const SOUTH_CHINA_SEA = { west: 106.2, south: 2.6, east: 123.2, north: 25 };
// Places along each edge that are projected: edges of degrees are curved.
const STEPS = 10;
// Outlines of provinces from which a map is one of the nation.
const MANY_PROVINCES = 30;

/** @param {import("./types").Book} book */
const hasNation = ({ edition, outlines }) =>
  edition.key === "all" || outlines[0].length + outlines[1].length >= MANY_PROVINCES;

/** @param {import("./types").Book} book @param {import("./geometry.js").Geometry} geometry */
export const needsInset = (book, geometry) => hasNation(book) && geometry.hasLines;

/** @param {ToUnits} toUnits */
function boxOfSea(toUnits) {
  const { west, south, east, north } = SOUTH_CHINA_SEA, box = emptyBox();
  for (let step = 0; step <= STEPS; step++) {
    const longitude = west + ((east - west) * step) / STEPS;
    const latitude = south + ((north - south) * step) / STEPS;
    widen(box, ...toUnits(longitude, south));
    widen(box, ...toUnits(longitude, north));
    widen(box, ...toUnits(west, latitude));
    widen(box, ...toUnits(east, latitude));
  }
  return box;
}

/**
 * Only the border separates China from what is outside it: the page knows no foreign coast.
 * @param {import("./types").Pen} pen @param {import("./types").Scene} scene @param {ToUnits} toUnits
 * @param {number} width @param {number} height
 */
export function paintInset(pen, scene, toUnits, width, height) {
  pen.rectangle(0, 0, width, height, scene.palette.ground);
  const quiet = {
    isSmall: true, roomyFrom: Infinity,
    hasNames: false, selected: null, partnerships: null, places: null,
  };
  paint(pen, { ...scene, ...quiet }, viewFitting(boxOfSea(toUnits), width, height));
}

/** @param {App} app @returns what draws the inset on the screen anew */
export function createInset(app) {
  const canvas = byId("south-sea");
  byId("south-sea-frame").hidden = !app.hasInset;
  return () => {
    if (!app.hasInset) return;
    const density = window.devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
    const context = contextOf(canvas);
    canvas.width = width * density;
    canvas.height = height * density;
    context.setTransform(density, 0, 0, density, 0, 0);
    paintInset(new CanvasPen(context, density), app.scene(), app.toUnits, width, height);
  };
}
