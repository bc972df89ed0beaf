// The page's one geometry: arcs in map units (pixels at zoom 0) and faces that refer to them.
import { emptyBox, holds, widen, widenBy } from "./boxes.js";

/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").Sink} Sink */
/** @typedef {import("./types").View} View */
/** @typedef {Int32Array[]} Rings */
/** @typedef {"counties" | "provinces" | "neighbours"} Kind */
/** @typedef {{starts: Int32Array, points: Int32Array}} Kept */

/** Kinds of an arc. */
export const ARC = { COUNTY: 0, PREFECTURE: 1, PROVINCE: 2, OUTER: 3, CONTEXT: 4, LINE: 5 };

// Scales whose thinned points are kept.
const KEPT_SCALES = 8;

/**
 * Does a ray to the east from (x, y) cross the edge?
 * @param {Float64Array} units @param {number} from @param {number} to points
 * @param {number} x @param {number} y
 */
function crosses(units, from, to, x, y) {
  const ax = units[2 * from], ay = units[2 * from + 1], bx = units[2 * to], by = units[2 * to + 1];
  return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
}

export class Geometry {
  /**
   * @param {{starts: Int32Array, kinds: Uint8Array, units: Float64Array, faces: Record<Kind, Rings[]>,
   *   hasLines: boolean}} parts
   */
  constructor({ starts, kinds, units, faces, hasLines }) {
    this.starts = starts;
    this.kinds = kinds;
    this.units = units;
    this.faces = faces;
    /** Has it lines of the national border that bound no county? */
    this.hasLines = hasLines;
    this.arcBoxes = this.boxesOfArcs();
    /** @type {Record<Kind, Box[]>} */
    this.boxes = {
      counties: faces.counties.map((rings) => this.boxOf(rings)),
      provinces: faces.provinces.map((rings) => this.boxOf(rings)),
      neighbours: faces.neighbours.map((rings) => this.boxOf(rings)),
    };
    /** @type {Map<number, Kept>} */
    this.kept = new Map();
  }

  // Four numbers an arc. Like all that meets every point once, without a call per point.
  boxesOfArcs() {
    const { starts, units } = this, boxes = new Float64Array(4 * this.kinds.length);
    for (let arc = 0; arc < this.kinds.length; arc++) {
      let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
      for (let at = 2 * starts[arc]; at < 2 * starts[arc + 1]; at += 2) {
        const x = units[at], y = units[at + 1];
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < north) north = y;
        if (y > south) south = y;
      }
      boxes.set([west, north, east, south], 4 * arc);
    }
    return boxes;
  }

  /** @param {number} arc @param {Box} box */
  arcMeets(arc, box) {
    const { arcBoxes } = this, at = 4 * arc;
    return arcBoxes[at] <= box[2] && arcBoxes[at + 2] >= box[0]
      && arcBoxes[at + 1] <= box[3] && arcBoxes[at + 3] >= box[1];
  }

  /** @param {Rings} rings */
  boxOf(rings) {
    const box = emptyBox();
    for (const ring of rings) {
      for (const ref of ring) {
        const at = 4 * (ref < 0 ? ~ref : ref);
        widen(box, this.arcBoxes[at], this.arcBoxes[at + 1]);
        widen(box, this.arcBoxes[at + 2], this.arcBoxes[at + 3]);
      }
    }
    return box;
  }

  /** @param {Kind} kind */
  extent(kind) {
    const box = emptyBox();
    for (const other of this.boxes[kind]) widenBy(box, other);
    return box;
  }

  /**
   * Points worth drawing at a scale, chosen per arc, so that both faces beside it keep the same.
   * @param {View} view
   * @returns {Kept}
   */
  thinned({ scale, tolerance }) {
    const limit = (tolerance / scale) ** 2, known = this.kept.get(limit);
    if (known) return known;
    const kept = this.thin(limit);
    if (this.kept.size > KEPT_SCALES) this.kept.clear();
    this.kept.set(limit, kept);
    return kept;
  }

  /** @param {number} limit square of a distance in map units */
  thin(limit) {
    const { starts, units } = this;
    const kept = { starts: new Int32Array(starts.length), points: new Int32Array(units.length / 2) };
    let size = 0;
    for (let arc = 0; arc + 1 < starts.length; arc++) {
      const first = starts[arc], last = starts[arc + 1] - 1;
      const isClosed = units[2 * first] === units[2 * last] && units[2 * first + 1] === units[2 * last + 1];
      // An island keeps a few points at any scale, so that no small county disappears.
      const stride = isClosed ? Math.max(1, Math.floor((last - first) / 4)) : Infinity;
      kept.starts[arc] = size;
      let x = Infinity, y = Infinity;
      for (let at = first; at <= last; at++) {
        const dx = units[2 * at] - x, dy = units[2 * at + 1] - y;
        if (at === first || at === last || dx * dx + dy * dy > limit || (at - first) % stride === 0) {
          kept.points[size++] = at;
          x = units[2 * at];
          y = units[2 * at + 1];
        }
      }
    }
    kept.starts[starts.length - 1] = size;
    return kept;
  }

  /**
   * Draw a face. A ring ends where it began, and closePath is left out: Chromium measures the whole
   * path at each, which many rings make slow.
   * @param {Rings} rings @param {Sink} sink @param {View} view
   */
  trace(rings, sink, view) {
    const kept = this.thinned(view), { units } = this, { scale, x: left, y: top } = view;
    for (const ring of rings) {
      let isFirst = true;
      for (const ref of ring) {
        const arc = ref < 0 ? ~ref : ref, from = kept.starts[arc], to = kept.starts[arc + 1];
        for (let step = isFirst ? 0 : 1; step < to - from; step++) {
          const at = kept.points[ref < 0 ? to - 1 - step : from + step];
          const x = units[2 * at] * scale + left, y = units[2 * at + 1] * scale + top;
          if (isFirst) sink.moveTo(x, y);
          else sink.lineTo(x, y);
          isFirst = false;
        }
      }
    }
  }

  /**
   * Draw the faces of a kind at some positions.
   * @param {Kind} kind @param {Iterable<number>} positions @param {Sink} sink @param {View} view
   */
  traceFaces(kind, positions, sink, view) {
    for (const face of positions) this.trace(this.faces[kind][face], sink, view);
  }

  /**
   * Draw borders of some kinds; with flags, only those whose flag is set.
   * @param {number[]} kinds @param {Sink} sink @param {View} view @param {Uint8Array | null} [flags]
   */
  traceArcs(kinds, sink, view, flags = null) {
    const kept = this.thinned(view), { units } = this, { scale, x: left, y: top } = view;
    for (let arc = 0; arc < this.kinds.length; arc++) {
      if (!kinds.includes(this.kinds[arc]) || (flags && !flags[arc])) continue;
      if (!this.arcMeets(arc, view.box)) continue;
      for (let step = kept.starts[arc]; step < kept.starts[arc + 1]; step++) {
        const at = kept.points[step];
        const x = units[2 * at] * scale + left, y = units[2 * at + 1] * scale + top;
        if (step === kept.starts[arc]) sink.moveTo(x, y);
        else sink.lineTo(x, y);
      }
    }
  }

  /** @param {Rings} rings @param {number} x @param {number} y */
  contains(rings, x, y) {
    let isInside = false;
    for (const ring of rings) {
      for (const ref of ring) {
        const arc = ref < 0 ? ~ref : ref;
        for (let at = this.starts[arc]; at + 1 < this.starts[arc + 1]; at++) {
          if (crosses(this.units, at, at + 1, x, y)) isInside = !isInside;
        }
      }
    }
    return isInside;
  }

  /**
   * The same on the points that a scale keeps: near enough for placing words.
   * @param {Rings} rings @param {number} x @param {number} y @param {View} view
   */
  containsRoughly(rings, x, y, view) {
    const kept = this.thinned(view);
    let isInside = false;
    for (const ring of rings) {
      for (const ref of ring) {
        const arc = ref < 0 ? ~ref : ref;
        for (let step = kept.starts[arc]; step + 1 < kept.starts[arc + 1]; step++) {
          if (crosses(this.units, kept.points[step], kept.points[step + 1], x, y)) isInside = !isInside;
        }
      }
    }
    return isInside;
  }

  /**
   * Which face of a kind holds a place in map units; -1 where none does.
   * @param {Kind} kind @param {number} x @param {number} y @param {View | null} [view] for a rough answer
   */
  at(kind, x, y, view = null) {
    return this.faces[kind].findIndex((rings, face) => {
      if (!holds(this.boxes[kind][face], x, y)) return false;
      return view ? this.containsRoughly(rings, x, y, view) : this.contains(rings, x, y);
    });
  }
}
