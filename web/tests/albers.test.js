import assert from "node:assert/strict";
import { test } from "node:test";
import { albers } from "../src/albers.js";

const NATION = { south: 25, north: 47, latitude: 35, longitude: 105 };
const near = (found, wanted, by) =>
  found.forEach((value, at) => assert.ok(Math.abs(value - wanted[at]) < by));

test("the origin is at zero", () => {
  near(albers(NATION).forward(105, 35), [0, 0], 1e-6);
});

test("places are where PROJ has them on the sphere of equal area", () => {
  // +proj=aea +lat_1=25 +lat_2=47 +lat_0=35 +lon_0=105 +R=6371007.2
  near(albers(NATION).forward(106.5, 29.5), [143556.397, -619891.555], 0.01);
  near(albers(NATION).forward(75, 40), [-2474548.398, 942812.568], 0.01);
});

test("there and back again", () => {
  for (const cone of [albers(NATION), albers({ south: 29, north: 29, latitude: 29, longitude: 116 })]) {
    for (const place of [[73.5, 18.2], [116, 31], [134.9, 53.5]]) {
      near(cone.backward(...cone.forward(...place)), place, 1e-9);
    }
  }
});

test("many at once are the same as one by one", () => {
  const cone = albers(NATION), places = [[106.5, 29.5], [116.5, 31.7]];
  const [scale, shift] = [1e-6, 128];
  const all = cone.forwardAll(Float64Array.from(places.flat()), scale, shift);
  const single = places.flatMap((place) => {
    const [east, north] = cone.forward(...place);
    return [scale * east + shift, -scale * north + shift];
  });
  near([...all], single, 1e-9);
});

test("equal areas stay equal", () => {
  const cone = albers(NATION);
  // Cells of one degree by one step of the sine of the latitude have one area on a sphere.
  const area = (west, south) => {
    const corner = (longitude, sine) => cone.forward(longitude, (Math.asin(sine) * 180) / Math.PI);
    const east = west + 0.01, north = south + 1e-4;
    const ring = [corner(west, south), corner(east, south), corner(east, north), corner(west, north)];
    return Math.abs(ring.reduce((sum, [x, y], at) => {
      const [nextX, nextY] = ring[(at + 1) % 4];
      return sum + x * nextY - nextX * y;
    }, 0)) / 2;
  };
  const first = area(100, 0.3);
  for (const [west, sine] of [[80, 0.3], [120, 0.5], [130, 0.75]]) {
    assert.ok(Math.abs(area(west, sine) / first - 1) < 1e-6);
  }
});
