// Albers equal-area conic on the sphere of equal area (Snyder, Map Projections: A Working Manual,
// USGS Professional Paper 1395, 1987, p. 98). Areas are comparable and one scale bar is valid
// throughout a province, unlike in Web Mercator.
const EARTH_METRES = 6371007.2;
export const RADIANS = Math.PI / 180;

/**
 * Degrees of two standard parallels and of the origin.
 * @typedef {{south: number, north: number, latitude: number, longitude: number}} Parameters
 */

/** @param {number} south @param {number} north radians */
function coneConstant(south, north) {
  // Two equal parallels make a cone that touches: the formula's limit is the sine.
  if (Math.abs(south - north) < 1e-9) return Math.sin(south) || 1e-6;
  return (Math.sin(south) + Math.sin(north)) / 2;
}

/**
 * The projection: degrees to metres east and north of the origin, and back.
 * @param {Parameters} parameters
 */
export function albers(parameters) {
  const south = parameters.south * RADIANS, north = parameters.north * RADIANS;
  const middle = parameters.longitude * RADIANS;
  const cone = coneConstant(south, north);
  const constant = Math.cos(south) ** 2 + 2 * cone * Math.sin(south);
  /** @param {number} latitude radians */
  const radius = (latitude) =>
    (EARTH_METRES * Math.sqrt(Math.max(0, constant - 2 * cone * Math.sin(latitude)))) / cone;
  const origin = radius(parameters.latitude * RADIANS);
  return {
    /**
     * Pairs of degrees, replaced by `scale` times metres east and south plus `shift`. The same as
     * forward, without its objects: a nation has half a million numbers.
     * @param {Float64Array} pairs @param {number} scale @param {number} shift
     */
    forwardAll(pairs, scale, shift) {
      for (let at = 0; at < pairs.length; at += 2) {
        const sine = Math.sin(pairs[at + 1] * RADIANS);
        const rho = (EARTH_METRES * Math.sqrt(Math.max(0, constant - 2 * cone * sine))) / cone;
        const theta = cone * (pairs[at] * RADIANS - middle);
        pairs[at] = scale * rho * Math.sin(theta) + shift;
        pairs[at + 1] = scale * (rho * Math.cos(theta) - origin) + shift;
      }
      return pairs;
    },
    /**
     * @param {number} longitude @param {number} latitude
     * @returns {[number, number]}
     */
    forward(longitude, latitude) {
      const rho = radius(latitude * RADIANS);
      const theta = cone * (longitude * RADIANS - middle);
      return [rho * Math.sin(theta), origin - rho * Math.cos(theta)];
    },
    /**
     * @param {number} x @param {number} y
     * @returns {[number, number]}
     */
    backward(x, y) {
      const sign = Math.sign(cone);
      const theta = Math.atan2(sign * x, sign * (origin - y));
      const rho = Math.hypot(x, origin - y);
      const sine = (constant - ((rho * cone) / EARTH_METRES) ** 2) / (2 * cone);
      const latitude = Math.asin(Math.max(-1, Math.min(1, sine)));
      return [(middle + theta / cone) / RADIANS, latitude / RADIANS];
    },
  };
}
