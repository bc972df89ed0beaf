// The screen's pen. The painter does not know which pen it has, so map, print and legend cannot differ.
import { FONT, HALO, NORMAL_WEIGHT } from "./font.js";
import { hatchLines } from "./hatching.js";
import { fillKey, isSolid, tileOf, tileTurn } from "./looks.js";

/** @typedef {import("./types").Fill} Fill */
/** @typedef {import("./types").Pen} Pen */
/** @typedef {import("./types").Stroke} Stroke */
/** @typedef {import("./types").Trace} Trace */

// Points of a line that are stroked in one go.
const STROKED_AT_ONCE = 100;
// Counties that are filled in one go. Scanning one path of a thousand outlines takes twice as long.
const FILLED_AT_ONCE = 25;

/** @param {HTMLCanvasElement} canvas */
export const contextOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

/**
 * Fills that are not solid, by their look and the density.
 * @type {Map<string, HTMLCanvasElement>}
 */
const tiles = new Map();

/** @implements {Pen} */
export class CanvasPen {
  /**
   * @param {CanvasRenderingContext2D} context @param {number} density device pixels in a pixel
   * @param {{shift?: import("./types").Point, size?: number}} [options] where fills and hatches begin, so
   *   that they stay in place when the map moves; how much larger than usual everything is drawn
   */
  constructor(context, density, { shift = [0, 0], size = 1 } = {}) {
    this.context = context;
    this.density = density;
    this.shift = shift;
    this.size = size;
    this.most = FILLED_AT_ONCE;
  }

  /** @param {Fill} fill */
  style(fill) {
    if (isSolid(fill)) return fill.bands[0].colour;
    const key = fillKey(fill) + this.density * this.size;
    const tile = tiles.get(key) ?? this.tile(fill);
    tiles.set(key, tile);
    const pattern = /** @type {CanvasPattern} */ (this.context.createPattern(tile, "repeat"));
    const placed = new DOMMatrix().translateSelf(...this.shift).rotateSelf(tileTurn());
    pattern.setTransform(placed.scaleSelf(1 / this.density));
    return pattern;
  }

  /** @param {Fill} fill */
  tile(fill) {
    const canvas = document.createElement("canvas"), { width, height, bars } = tileOf(fill);
    canvas.width = Math.round(width * this.density * this.size);
    canvas.height = Math.round(height * this.density * this.size);
    const context = contextOf(canvas);
    context.scale(canvas.width / width, canvas.height / height);
    for (const bar of bars) {
      context.fillStyle = bar.colour;
      context.fillRect(bar.x, bar.y, bar.width, bar.height);
    }
    return canvas;
  }

  /** @param {Trace} trace @param {Fill} fill */
  fill(trace, fill) {
    this.context.beginPath();
    trace(this.context);
    this.context.fillStyle = this.style(fill);
    this.context.fill("evenodd");
  }

  /**
   * Many short paths are stroked faster than one long one. A piece ends where a line does, so that a
   * translucent colour covers nothing twice but a joint.
   * @param {Trace} trace @param {Stroke} stroke
   */
  line(trace, stroke) {
    const { context } = this;
    let size = 0;
    this.apply(stroke);
    context.beginPath();
    trace({
      moveTo(x, y) {
        if (size > STROKED_AT_ONCE) {
          context.stroke();
          context.beginPath();
          size = 0;
        }
        context.moveTo(x, y);
      },
      lineTo(x, y) {
        context.lineTo(x, y);
        size += 1;
      },
      closePath: () => context.closePath(),
    });
    context.stroke();
  }

  /** @param {Stroke} stroke */
  apply({ colour, width, dash = [] }) {
    this.context.strokeStyle = colour;
    this.context.lineWidth = width * this.size;
    // Borders bend a little at each of their many points: round joins would not be seen, and take longest.
    this.context.lineJoin = "bevel";
    this.context.setLineDash(dash.map((length) => length * this.size));
  }

  /**
   * Lines that keep to the inside of their shape: two neighbours' outlines stay apart.
   * @param {Trace} trace @param {Stroke[]} strokes
   */
  inside(trace, strokes) {
    const path = new Path2D();
    trace(path);
    this.context.save();
    this.context.clip(path, "evenodd");
    for (const stroke of strokes) {
      this.apply({ ...stroke, width: stroke.width * 2 });
      this.context.stroke(path);
    }
    this.context.restore();
  }

  /** @param {Trace} trace @param {import("./types").Box} box @param {import("./types").Hatch} hatch */
  hatch(trace, box, hatch) {
    const { context } = this;
    context.save();
    context.beginPath();
    trace(context);
    context.clip("evenodd");
    context.beginPath();
    hatchLines(box, hatch, this.shift, (from, to) => {
      context.moveTo(...from);
      context.lineTo(...to);
    });
    this.apply(hatch);
    context.stroke();
    context.restore();
  }

  /** @param {number} x @param {number} y @param {string} text @param {import("./types").Font} font */
  text(x, y, text, font) {
    const { context } = this;
    context.font = `${font.weight ?? NORMAL_WEIGHT} ${font.size}px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = (font.halo ?? HALO) * this.size;
    context.setLineDash([]);
    context.strokeStyle = font.paper;
    context.strokeText(text, x, y);
    context.fillStyle = font.colour;
    context.fillText(text, x, y);
  }

  /**
   * @param {number} x @param {number} y @param {number} width @param {number} height
   * @param {string} colour
   */
  rectangle(x, y, width, height, colour) {
    this.context.fillStyle = colour;
    this.context.fillRect(x, y, width, height);
  }
}
