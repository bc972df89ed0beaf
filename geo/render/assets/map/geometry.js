// The page's one geometry: arcs in map units (pixels at zoom 0) and faces that refer to them.
// Written by geo/render/page/geometry.py; the two change together.
const GRID = 10000;
const ARC = { COUNTY: 0, PREFECTURE: 1, PROVINCE: 2, OUTER: 3, CONTEXT: 4, LINE: 5 };

// Variable-length whole numbers, lowest seven bits first; a signed one keeps its sign in the lowest bit.
function varintReader(bytes) {
  const reader = { bytes, at: 0, unsigned() {
    let byte = bytes[reader.at++], value = byte & 127;
    for (let shift = 7; byte & 128; shift += 7) {
      byte = bytes[reader.at++];
      value |= (byte & 127) << shift;
    }
    return value;
  } };
  return reader;
}

function readFaces(reader, count) {
  const faces = [], { unsigned } = reader;
  for (let f = 0, last = 0; f < count; f++) {
    const rings = [];
    for (let rings_left = unsigned(); rings_left > 0; rings_left--) {
      const ring = new Int32Array(unsigned());
      for (let i = 0; i < ring.length; i++) {
        const step = unsigned();
        ring[i] = last += (step >>> 1) ^ -(step & 1);
      }
      rings.push(ring);
    }
    faces.push(rings);
  }
  return faces;
}

// Every point of a nation passes here before anything shows: nothing is called or made per point.
function readPoints({ bytes, at }, count) {
  const degrees = new Float64Array(count * 2), last = [0, 0];
  for (let i = 0; i < degrees.length; i++) {
    let byte = bytes[at++], step = byte & 127;
    for (let shift = 7; byte & 128; shift += 7) {
      byte = bytes[at++];
      step |= (byte & 127) << shift;
    }
    degrees[i] = (last[i & 1] += (step >>> 1) ^ -(step & 1)) / GRID;
  }
  return degrees;
}

function readGeometry(bytes, toUnits) {
  const reader = varintReader(bytes), { unsigned } = reader;
  const [arcCount, counties, provinces, neighbours, lines] = Array.from({ length: 5 }, unsigned);
  const starts = new Int32Array(arcCount + 1);
  for (let a = 0; a < arcCount; a++) starts[a + 1] = starts[a] + unsigned();
  const kinds = Uint8Array.from({ length: arcCount }, unsigned);
  const faces = {};
  for (const [kind, count] of [["counties", counties], ["provinces", provinces], ["neighbours", neighbours], ["lines", lines]]) {
    faces[kind] = readFaces(reader, count);
  }
  for (const [refs] of faces.lines) for (const r of refs) kinds[r < 0 ? ~r : r] = ARC.LINE;
  return new Geometry(starts, kinds, toUnits.all(readPoints(reader, starts[arcCount])), faces);
}

function widen(box, x, y) {
  if (x < box[0]) box[0] = x;
  if (y < box[1]) box[1] = y;
  if (x > box[2]) box[2] = x;
  if (y > box[3]) box[3] = y;
}

const meets = (a, b) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

class Geometry {
  constructor(starts, kinds, units, faces) {
    Object.assign(this, { starts, kinds, units, ...faces });
    this.boxes = {};
    this.arcBoxes = this.boxesOfArcs();
    for (const kind of ["counties", "provinces", "neighbours"]) this.boxes[kind] = this[kind].map((rings) => this.boxOf(rings));
    this.kept = new Map();
  }

  // Four numbers an arc. Like all that meets every point once, without a call per point.
  boxesOfArcs() {
    const { starts, units } = this, boxes = new Float64Array(4 * this.kinds.length);
    for (let arc = 0; arc < this.kinds.length; arc++) {
      let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
      for (let i = 2 * starts[arc]; i < 2 * starts[arc + 1]; i += 2) {
        const x = units[i], y = units[i + 1];
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < north) north = y;
        if (y > south) south = y;
      }
      boxes[4 * arc] = west;
      boxes[4 * arc + 1] = north;
      boxes[4 * arc + 2] = east;
      boxes[4 * arc + 3] = south;
    }
    return boxes;
  }

  arcMeets(arc, box) {
    const { arcBoxes } = this, at = 4 * arc;
    return arcBoxes[at] <= box[2] && arcBoxes[at + 2] >= box[0] && arcBoxes[at + 1] <= box[3] && arcBoxes[at + 3] >= box[1];
  }

  boxOf(rings) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const ring of rings) {
      for (const ref of ring) {
        const at = 4 * (ref < 0 ? ~ref : ref);
        widen(box, this.arcBoxes[at], this.arcBoxes[at + 1]);
        widen(box, this.arcBoxes[at + 2], this.arcBoxes[at + 3]);
      }
    }
    return box;
  }

  extent(kind) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const b of this.boxes[kind]) { widen(box, b[0], b[1]); widen(box, b[2], b[3]); }
    return box;
  }

  // Points worth drawing at a scale, chosen per arc, so that both faces beside it keep the same.
  thin(scale, tolerance) {
    const limit = (tolerance / scale) ** 2, known = this.kept.get(limit);
    if (known) return known;
    const kept = { starts: new Int32Array(this.starts.length), points: new Int32Array(this.units.length / 2) };
    let size = 0;
    for (let arc = 0; arc + 1 < this.starts.length; arc++) {
      const first = this.starts[arc], last = this.starts[arc + 1] - 1;
      const isClosed = this.units[2 * first] === this.units[2 * last] && this.units[2 * first + 1] === this.units[2 * last + 1];
      const stride = isClosed ? Math.max(1, Math.floor((last - first) / 4)) : Infinity;
      kept.starts[arc] = size;
      let x = Infinity, y = Infinity;
      for (let i = first; i <= last; i++) {
        const dx = this.units[2 * i] - x, dy = this.units[2 * i + 1] - y;
        // An island keeps a few points at any scale, so that no small county disappears.
        if (i === first || i === last || dx * dx + dy * dy > limit || (i - first) % stride === 0) {
          kept.points[size++] = i;
          x = this.units[2 * i];
          y = this.units[2 * i + 1];
        }
      }
    }
    kept.starts[this.starts.length - 1] = size;
    if (this.kept.size > 8) this.kept.clear();
    this.kept.set(limit, kept);
    return kept;
  }

  // Draw rings into anything with moveTo and lineTo. view: {scale, x, y}. A ring ends where it began,
  // and closePath is left out: Chromium measures the whole path at each, which many rings make slow.
  trace(rings, sink, view) {
    const kept = this.thin(view.scale, view.tolerance);
    for (const ring of rings) {
      let isFirst = true;
      for (const ref of ring) {
        const arc = ref < 0 ? ~ref : ref, from = kept.starts[arc], to = kept.starts[arc + 1];
        for (let step = isFirst ? 0 : 1; step < to - from; step++) {
          const i = kept.points[ref < 0 ? to - 1 - step : from + step];
          const x = this.units[2 * i] * view.scale + view.x, y = this.units[2 * i + 1] * view.scale + view.y;
          if (isFirst) sink.moveTo(x, y);
          else sink.lineTo(x, y);
          isFirst = false;
        }
      }
    }
  }

  // Borders of some kinds; with flags, only those whose flag is set.
  traceArcs(kinds, sink, view, flags = null) {
    const kept = this.thin(view.scale, view.tolerance);
    for (let arc = 0; arc < this.kinds.length; arc++) {
      if (kinds.indexOf(this.kinds[arc]) < 0 || (flags && !flags[arc]) || !this.arcMeets(arc, view.box)) continue;
      for (let k = kept.starts[arc]; k < kept.starts[arc + 1]; k++) {
        const i = kept.points[k];
        const x = this.units[2 * i] * view.scale + view.x, y = this.units[2 * i + 1] * view.scale + view.y;
        if (k === kept.starts[arc]) sink.moveTo(x, y);
        else sink.lineTo(x, y);
      }
    }
  }

  contains(rings, x, y) {
    let inside = false;
    for (const ring of rings) {
      for (const ref of ring) {
        const arc = ref < 0 ? ~ref : ref;
        for (let i = this.starts[arc]; i + 1 < this.starts[arc + 1]; i++) {
          const ax = this.units[2 * i], ay = this.units[2 * i + 1], bx = this.units[2 * i + 2], by = this.units[2 * i + 3];
          if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
        }
      }
    }
    return inside;
  }

  // The same on the points that a scale keeps: near enough for placing words.
  containsRoughly(rings, x, y, view) {
    const kept = this.thin(view.scale, view.tolerance);
    let inside = false;
    for (const ring of rings) {
      for (const ref of ring) {
        const arc = ref < 0 ? ~ref : ref;
        for (let k = kept.starts[arc]; k + 1 < kept.starts[arc + 1]; k++) {
          const i = kept.points[k], j = kept.points[k + 1];
          const ax = this.units[2 * i], ay = this.units[2 * i + 1], bx = this.units[2 * j], by = this.units[2 * j + 1];
          if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
        }
      }
    }
    return inside;
  }

  // Which face of a kind lies at a place (map units); -1 where none does.
  at(kind, x, y, view = null) {
    return this[kind].findIndex((rings, f) => {
      const box = this.boxes[kind][f];
      if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) return false;
      return view ? this.containsRoughly(rings, x, y, view) : this.contains(rings, x, y);
    });
  }
}

// A view of the geometry in a rectangle of width × height pixels. origin: map units → pixels.
function viewOf(scale, x, y, width, height, tolerance = 0.4) {
  return { scale, x, y, width, height, tolerance, box: [-x / scale, -y / scale, (width - x) / scale, (height - y) / scale] };
}

// The view that fits a box (map units) into a rectangle, with a margin in pixels all round.
function viewFitting(box, width, height, margin = 0, tolerance = 0.4) {
  const scale = Math.min((width - 2 * margin) / (box[2] - box[0]), (height - 2 * margin) / (box[3] - box[1]));
  const x = width / 2 - ((box[0] + box[2]) / 2) * scale, y = height / 2 - ((box[1] + box[3]) / 2) * scale;
  return viewOf(scale, x, y, width, height, tolerance);
}
