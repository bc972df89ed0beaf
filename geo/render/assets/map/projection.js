// Albers equal-area conic on the sphere of equal area (Snyder, Map Projections: A Working Manual,
// USGS Professional Paper 1395, 1987, p. 98), as a coordinate reference system of Leaflet. Areas
// compare and the scale bar holds all over a province, which Web Mercator does not offer.
const EARTH = 6371007.2;
const WORLD = 2 * Math.PI * 6378137;
const RADIANS = Math.PI / 180;

function albers(parameters) {
  const south = parameters.south * RADIANS, north = parameters.north * RADIANS;
  const middle = parameters.longitude * RADIANS;
  // Two equal parallels make a cone that touches: the formula's limit is the sine.
  const n = Math.abs(south - north) < 1e-9 ? Math.sin(south) || 1e-6 : (Math.sin(south) + Math.sin(north)) / 2;
  const c = Math.cos(south) ** 2 + 2 * n * Math.sin(south);
  const radius = (sine) => (EARTH * Math.sqrt(Math.max(0, c - 2 * n * sine))) / n;
  const origin = radius(Math.sin(parameters.latitude * RADIANS));
  return {
    // Pairs of degrees, in place. The same as forward, without its objects.
    forwardAll(pairs, scale, shift) {
      for (let i = 0; i < pairs.length; i += 2) {
        const rho = (EARTH * Math.sqrt(Math.max(0, c - 2 * n * Math.sin(pairs[i + 1] * RADIANS)))) / n;
        const theta = n * (pairs[i] * RADIANS - middle);
        pairs[i] = scale * rho * Math.sin(theta) + shift;
        pairs[i + 1] = scale * (rho * Math.cos(theta) - origin) + shift;
      }
      return pairs;
    },
    forward(longitude, latitude) {
      const rho = radius(Math.sin(latitude * RADIANS));
      const theta = n * (longitude * RADIANS - middle);
      return [rho * Math.sin(theta), origin - rho * Math.cos(theta)];
    },
    backward(x, y) {
      const sign = Math.sign(n);
      const theta = Math.atan2(sign * x, sign * (origin - y));
      const rho = Math.hypot(x, origin - y);
      const sine = (c - ((rho * n) / EARTH) ** 2) / (2 * n);
      return [(middle + theta / n) / RADIANS, Math.asin(Math.max(-1, Math.min(1, sine))) / RADIANS];
    },
  };
}

function albersCrs(parameters) {
  const cone = albers(parameters);
  const scale = 1 / WORLD;
  return L.extend({}, L.CRS.Earth, {
    code: "county-albers",
    // What latLngToPoint yields at zoom 0, without its objects: a nation has half a million numbers.
    units(longitude, latitude) {
      const place = cone.forward(longitude, latitude);
      place[0] = 256 * (scale * place[0] + 0.5);
      place[1] = 256 * (-scale * place[1] + 0.5);
      return place;
    },
    allUnits: (pairs) => cone.forwardAll(pairs, 256 * scale, 128),
    wrapLng: undefined,
    projection: {
      project(position) {
        const [x, y] = cone.forward(position.lng, position.lat);
        return L.point(x, y);
      },
      unproject(point) {
        const [longitude, latitude] = cone.backward(point.x, point.y);
        return L.latLng(latitude, longitude);
      },
      bounds: L.bounds([-WORLD / 2, -WORLD / 2], [WORLD / 2, WORLD / 2]),
    },
    transformation: new L.Transformation(scale, 0.5, -scale, 0.5),
  });
}
