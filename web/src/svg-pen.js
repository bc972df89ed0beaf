// The pen of print and legend: the same strokes as on the screen, as SVG.
import { svg } from "./elements.js";
import { FONT, HALO, NORMAL_WEIGHT } from "./font.js";
import { hatchLines } from "./hatching.js";
import { fillKey, isSolid, tileOf, tileTurn } from "./looks.js";

/** @typedef {import("./types").Fill} Fill */
/** @typedef {import("./types").Pen} Pen */
/** @typedef {import("./types").Stroke} Stroke */
/** @typedef {import("./types").Trace} Trace */

/** @param {number} value */
const rounded = (value) => Math.round(value * 100) / 100;

/** @param {Trace} trace @returns an SVG path's data */
export function pathOf(trace) {
  /** @type {string[]} */
  const parts = [];
  trace({
    moveTo: (x, y) => parts.push(`M${rounded(x)} ${rounded(y)}`),
    lineTo: (x, y) => parts.push(`L${rounded(x)} ${rounded(y)}`),
    closePath: () => parts.push("Z"),
  });
  return parts.join("");
}

/** @param {Stroke} stroke */
const stroked = ({ colour, width, dash = [] }) => ({
  fill: "none",
  stroke: colour,
  "stroke-width": width,
  "stroke-linejoin": "round",
  "stroke-dasharray": dash.join(" "),
});

/** @implements {Pen} */
export class SvgPen {
  /** @param {SVGElement} root @param {string} prefix of the ids that it makes, for the whole page */
  constructor(root, prefix) {
    this.root = root;
    this.prefix = prefix;
    this.most = Infinity;
    this.defs = root.appendChild(svg("defs"));
    /** @type {Map<string, string>} */
    this.styles = new Map();
  }

  /** @param {Fill} fill */
  style(fill) {
    if (isSolid(fill)) return fill.bands[0].colour;
    const key = fillKey(fill), known = this.styles.get(key);
    if (known) return known;
    const id = `${this.prefix}-fill-${this.styles.size}`, { width, height, bars } = tileOf(fill);
    const bands = bars.map(({ colour, ...bar }) => svg("rect", { ...bar, fill: colour }));
    const turn = `rotate(${tileTurn()})`, size = { width, height };
    this.defs.append(
      svg("pattern", { id, ...size, patternUnits: "userSpaceOnUse", patternTransform: turn }, ...bands),
    );
    this.styles.set(key, `url(#${id})`);
    return `url(#${id})`;
  }

  /** @param {string} data of a path */
  clip(data) {
    const id = `${this.prefix}-clip-${this.defs.childNodes.length}`;
    this.defs.append(svg("clipPath", { id }, svg("path", { d: data, "clip-rule": "evenodd" })));
    return `url(#${id})`;
  }

  /** @param {Trace} trace @param {Fill} fill */
  fill(trace, fill) {
    this.root.append(svg("path", { d: pathOf(trace), fill: this.style(fill), "fill-rule": "evenodd" }));
  }

  /** @param {Trace} trace @param {Stroke} stroke */
  line(trace, stroke) {
    this.root.append(svg("path", { d: pathOf(trace), ...stroked(stroke) }));
  }

  /** @param {Trace} trace @param {Stroke[]} strokes */
  inside(trace, strokes) {
    const data = pathOf(trace), clip = this.clip(data);
    for (const stroke of strokes) {
      const look = stroked({ ...stroke, width: stroke.width * 2 });
      this.root.append(svg("path", { d: data, ...look, "clip-path": clip }));
    }
  }

  /** @param {Trace} trace @param {import("./types").Box} box @param {import("./types").Hatch} hatch */
  hatch(trace, box, hatch) {
    /** @type {string[]} */
    const lines = [];
    hatchLines(box, hatch, [0, 0], (from, to) => lines.push(`M${from[0]} ${from[1]}L${to[0]} ${to[1]}`));
    const clip = this.clip(pathOf(trace));
    this.root.append(svg("path", { d: lines.join(""), ...stroked(hatch), "clip-path": clip }));
  }

  /** @param {number} x @param {number} y @param {string} text @param {import("./types").Font} font */
  text(x, y, text, font) {
    this.root.append(svg("text", {
      x,
      y,
      "text-anchor": "middle",
      "dominant-baseline": "central",
      "font-size": font.size,
      "font-weight": font.weight ?? NORMAL_WEIGHT,
      "font-family": FONT,
      fill: font.colour,
      stroke: font.paper,
      "stroke-width": font.halo ?? HALO,
      "stroke-linejoin": "round",
      "paint-order": "stroke",
    }, text));
  }

  /**
   * @param {number} x @param {number} y @param {number} width @param {number} height
   * @param {string} colour
   */
  rectangle(x, y, width, height, colour) {
    this.root.append(svg("rect", { x, y, width, height, fill: colour }));
  }
}
