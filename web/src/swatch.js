// Swatches of legend and table: the same strokes as the map's on a small rectangle.
import { svg } from "./elements.js";
import { fillOf, marksOf } from "./looks.js";
import { drawMark } from "./marks.js";
import { drawOverlay } from "./overlays.js";
import { SvgPen } from "./svg-pen.js";

/** @typedef {import("./types").Drawn} Drawn */
/** @typedef {import("./types").Palette} Palette */

const WIDTH = 34, HEIGHT = 20;

/** @type {import("./types").Trace} */
const frame = (sink) => {
  sink.moveTo(1, 1);
  sink.lineTo(WIDTH - 1, 1);
  sink.lineTo(WIDTH - 1, HEIGHT - 1);
  sink.lineTo(1, HEIGHT - 1);
  sink.closePath();
};

/** @param {Drawn[]} drawn @param {Palette} palette @param {string} id */
function drawnSwatch(drawn, palette, id) {
  const size = { width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}` };
  const root = svg("svg", { ...size, class: "swatch", "aria-hidden": "true" });
  const pen = new SvgPen(root, `swatch-${id}`);
  pen.fill(frame, fillOf(drawn, palette));
  for (const each of drawn) {
    drawOverlay(pen, frame, [1, 1, WIDTH - 1, HEIGHT - 1], each, each.typology.pattern);
  }
  pen.line(frame, { colour: palette.county, width: 0.8 });
  for (const mark of marksOf(drawn)) drawMark(pen, mark, { x: WIDTH / 2, y: 10.4, reach: 7 }, palette);
  return root;
}

/**
 * Swatches without definitions of their own, and so without ids: a long table copies them.
 * @type {Map<string, SVGElement>}
 */
const kept = new Map();

/**
 * @param {Drawn[]} drawn @param {Palette} palette @param {string} id of its own in the whole page
 * @returns {Node}
 */
export function swatch(drawn, palette, id) {
  const types = drawn.map(({ typology, standing }) => typology.key + standing);
  const key = types.join() + Boolean(palette.isDark);
  const known = kept.get(key);
  if (known) return known.cloneNode(true);
  const root = drawnSwatch(drawn, palette, id);
  if (root.querySelector("defs > *")) return root;
  kept.set(key, root);
  return root.cloneNode(true);
}
