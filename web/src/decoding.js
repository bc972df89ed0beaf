// The packed geometry, read back. geo/render/page writes it; the two change together.
import { ARC, Geometry } from "./geometry.js";

export const GRID = 10000;

/** Variable-length whole numbers, lowest seven bits first (LEB128). */
export class NumberReader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  unsigned() {
    let byte = this.bytes[this.at++], value = byte & 127;
    for (let shift = 7; byte & 128; shift += 7) {
      byte = this.bytes[this.at++];
      value |= (byte & 127) << shift;
    }
    return value;
  }

  /** The sign is the lowest bit. */
  signed() {
    const value = this.unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  /** @param {number} count */
  several(count) {
    return Array.from({ length: count }, () => this.unsigned());
  }
}

/**
 * Faces as rings of references to arcs: `ref` is arc `ref`, and `~ref` that arc backwards.
 * @param {NumberReader} reader @param {number} count
 */
function readFaces(reader, count) {
  let last = 0;
  const readRing = () => {
    const ring = new Int32Array(reader.unsigned());
    for (let at = 0; at < ring.length; at++) ring[at] = last += reader.signed();
    return ring;
  };
  return Array.from({ length: count }, () => Array.from({ length: reader.unsigned() }, readRing));
}

/**
 * Longitudes and latitudes. All points of a nation are decoded before the first picture, so
 * nothing is called or allocated per point.
 * @param {NumberReader} reader @param {number} count
 */
function readPoints({ bytes, at: start }, count) {
  const degrees = new Float64Array(count * 2), last = [0, 0];
  for (let number = 0, at = start; number < degrees.length; number++) {
    let byte = bytes[at++], step = byte & 127;
    for (let shift = 7; byte & 128; shift += 7) {
      byte = bytes[at++];
      step |= (byte & 127) << shift;
    }
    degrees[number] = (last[number & 1] += (step >>> 1) ^ -(step & 1)) / GRID;
  }
  return degrees;
}

/**
 * @param {Uint8Array} bytes @param {{all(pairs: Float64Array): Float64Array}} toUnits
 */
export function readGeometry(bytes, toUnits) {
  const reader = new NumberReader(bytes);
  const [arcCount, counties, provinces, neighbours, lines] = reader.several(5);
  const starts = new Int32Array(arcCount + 1);
  for (let arc = 0; arc < arcCount; arc++) starts[arc + 1] = starts[arc] + reader.unsigned();
  const kinds = Uint8Array.from(reader.several(arcCount));
  const faces = {
    counties: readFaces(reader, counties),
    provinces: readFaces(reader, provinces),
    neighbours: readFaces(reader, neighbours),
  };
  for (const [line] of readFaces(reader, lines)) {
    for (const ref of line) kinds[ref < 0 ? ~ref : ref] = ARC.LINE;
  }
  const units = toUnits.all(readPoints(reader, starts[arcCount]));
  return new Geometry({ starts, kinds, units, faces, hasLines: lines > 0 });
}
