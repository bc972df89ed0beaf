// The Albers projection as a coordinate reference system of Leaflet.
import { albers } from "./albers.js";

// The width of Leaflet's world: what one map unit is follows from it.
const WORLD_METRES = 2 * Math.PI * 6378137;
const SCALE = 1 / WORLD_METRES;
const PIXELS = 256;

/** @typedef {L.CRS & {allUnits?: (pairs: Float64Array) => Float64Array}} Crs */

/** @param {ReturnType<typeof albers>} cone */
const projectionOf = (cone) => ({
  /** @param {L.LatLng} position */
  project: (position) => L.point(...cone.forward(position.lng, position.lat)),
  /** @param {L.Point} point */
  unproject(point) {
    const [longitude, latitude] = cone.backward(point.x, point.y);
    return L.latLng(latitude, longitude);
  },
  bounds: L.bounds([-WORLD_METRES / 2, -WORLD_METRES / 2], [WORLD_METRES / 2, WORLD_METRES / 2]),
});

/**
 * @param {import("./albers.js").Parameters} parameters
 * @returns {Crs}
 */
export function albersCrs(parameters) {
  const cone = albers(parameters);
  return L.extend({}, L.CRS.Earth, {
    code: "county-albers",
    wrapLng: undefined,
    projection: projectionOf(cone),
    transformation: new L.Transformation(SCALE, 0.5, -SCALE, 0.5),
    // What latLngToPoint yields at zoom 0, for many places at once.
    allUnits: (/** @type {Float64Array} */ pairs) => cone.forwardAll(pairs, PIXELS * SCALE, PIXELS / 2),
  });
}

/**
 * Degrees to map units by any reference system: with tiles added, it is Web Mercator.
 * @param {Crs} crs
 * @returns {import("./types").ToUnits}
 */
export function unitsOf(crs) {
  /**
   * @param {number} longitude @param {number} latitude
   * @returns {import("./types").Point}
   */
  const units = (longitude, latitude) => {
    const point = crs.latLngToPoint(L.latLng(latitude, longitude), 0);
    return [point.x, point.y];
  };
  /** @param {Float64Array} pairs */
  const oneByOne = (pairs) => {
    for (let at = 0; at < pairs.length; at += 2) {
      [pairs[at], pairs[at + 1]] = units(pairs[at], pairs[at + 1]);
    }
    return pairs;
  };
  return Object.assign(units, { all: crs.allUnits ?? oneByOne });
}
