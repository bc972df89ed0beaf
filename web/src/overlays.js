// Overlays: outlines and hatches over a county's fill.
import { emptyBox, onScreen, widenBy } from "./boxes.js";
import { middlingReach, overlaySizes } from "./crowding.js";
import { DASHES, FINE_OUTLINE, HAIRLINE, outlineWidth } from "./looks.js";

/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").Drawn} Drawn */
/** @typedef {import("./types").Pen} Pen */
/** @typedef {import("./types").Scene} Scene */
/** @typedef {import("./types").Trace} Trace */
/** @typedef {import("./types").View} View */
/** @typedef {{overlay: Drawn, width: number, box: Box, faces: number[]}} Group */

const WHITE = "#ffffff";

/** @param {Pen} pen @param {Trace} trace @param {Drawn} drawn @param {number} width */
function drawOutline(pen, trace, { typology, standing }, width) {
  const { colour } = typology;
  if (width <= FINE_OUTLINE) {
    pen.line(trace, { colour, width, dash: DASHES.fine[standing] });
    return;
  }
  pen.inside(trace, [
    { colour: WHITE, width: width + Math.min(1.4, width / 2) },
    { colour, width, dash: DASHES.outline[standing] },
    HAIRLINE,
  ]);
}

/**
 * @param {Pen} pen @param {Trace} trace @param {Box} box pixels that a hatch covers
 * @param {Drawn} drawn @param {{width: number, share?: number}} size width of an outline; share of a
 *   hatch's usual spacing and width
 */
export function drawOverlay(pen, trace, box, drawn, { width, share = 1 }) {
  const { colour, pattern } = drawn.typology;
  if (pattern.kind === "outline") drawOutline(pen, trace, drawn, width);
  if (pattern.kind === "hatch") {
    const { angle } = pattern, dash = DASHES.hatch[drawn.standing];
    const size = { width: pattern.width * share, spacing: pattern.spacing * share };
    pen.hatch(trace, box, { colour, ...size, angle, dash });
  }
}

/** @param {Drawn} drawn */
const isOverlay = ({ typology }) => typology.role === "overlay" && typology.pattern.kind !== "mark";

/**
 * Overlays that look alike, as many counties at a time as suits the pen.
 * @param {Pen} pen @param {Scene} scene @param {View} view @param {import("./types").County[]} counties
 */
function overlayGroups(pen, scene, view, counties) {
  const { geometry, drawn } = scene, { fine } = overlaySizes(middlingReach(scene, view));
  /** @type {Map<string, Group>} */
  const groups = new Map();
  /** @type {Group[]} */
  const full = [];
  for (const county of counties) {
    for (const overlay of drawn[county.at].filter(isOverlay)) {
      const width = outlineWidth(overlay.typology.pattern, county.radius * view.scale, fine);
      const key = [overlay.typology.key, overlay.standing, width].join();
      const group = groups.get(key) ?? { overlay, width, box: emptyBox(), faces: [] };
      groups.set(key, group);
      group.faces.push(county.at);
      widenBy(group.box, onScreen(geometry.boxes.counties[county.at], view));
      if (group.faces.length === pen.most) {
        full.push(group);
        groups.delete(key);
      }
    }
  }
  return [...full, ...groups.values()];
}

/**
 * Outlines of one width are drawn together, inside the union of their counties: where two of them
 * meet, the two lines are side by side, parted by a hairline.
 * @param {Pen} pen @param {Scene} scene @param {View} view @param {import("./types").County[]} counties
 */
export function* paintOverlays(pen, scene, view, counties) {
  const { geometry } = scene, { hatch: share } = overlaySizes(middlingReach(scene, view));
  for (const { overlay, width, box, faces } of overlayGroups(pen, scene, view, counties)) {
    yield;
    /** @type {Box} */
    const inView = [
      Math.max(box[0], 0), Math.max(box[1], 0), Math.min(box[2], view.width), Math.min(box[3], view.height),
    ];
    /** @type {Trace} */
    const trace = (sink) => geometry.traceFaces("counties", faces, sink, view);
    drawOverlay(pen, trace, inView, overlay, { width, share });
  }
}
