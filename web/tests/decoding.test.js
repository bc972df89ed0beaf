import assert from "node:assert/strict";
import { test } from "node:test";
import { NumberReader, readGeometry } from "../src/decoding.js";
import { ARC } from "../src/geometry.js";

/** Whole numbers in groups of seven bits, lowest first. */
const varints = (numbers) => numbers.flatMap((number) => {
  const bytes = [];
  let rest = number;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
});
const zigzag = (numbers) => numbers.map((number) => (number < 0 ? -2 * number - 1 : 2 * number));
const units = { all: (pairs) => pairs };

/** Two squares that share an edge, in one province; a line that bounds none. */
function stream() {
  const arcs = [[[0, 0], [0, 10000]], [[0, 10000], [-10000, 10000], [-10000, 0], [0, 0]],
    [[0, 0], [10000, 0], [10000, 10000], [0, 10000]], [[50000, 0], [60000, 0]]];
  const points = arcs.flat();
  const before = (at) => points[at - 1] ?? [0, 0];
  const steps = points.flatMap(([x, y], at) => [x - before(at)[0], y - before(at)[1]]);
  const refs = { left: [0, 1], right: [~0, 2], province: [1, 2] };
  const faces = (list) => {
    let last = 0;
    return list.flatMap((ring) => [1, ring.length, ...zigzag(ring.map((ref) => {
      const step = ref - last;
      last = ref;
      return step;
    }))]);
  };
  return Uint8Array.from(varints([
    arcs.length, 2, 1, 0, 1, ...arcs.map((arc) => arc.length),
    ARC.COUNTY, ARC.OUTER, ARC.OUTER, ARC.CONTEXT,
    ...faces([refs.left, refs.right]), ...faces([refs.province]), ...faces([[3]]), ...zigzag(steps),
  ]));
}

test("numbers of any size and sign are read", () => {
  const wanted = [0, 1, 127, 128, 300, 70000, 2 ** 30];
  assert.deepEqual(new NumberReader(Uint8Array.from(varints(wanted))).several(wanted.length), wanted);
  const signed = [0, -1, 1, -64, 64, -70000];
  const reader = new NumberReader(Uint8Array.from(varints(zigzag(signed))));
  assert.deepEqual(signed.map(() => reader.signed()), signed);
});

test("arcs, faces and places come back", () => {
  const geometry = readGeometry(stream(), units);
  assert.deepEqual([...geometry.starts], [0, 2, 6, 10, 12]);
  assert.deepEqual([...geometry.units.slice(0, 8)], [0, 0, 0, 1, 0, 1, -1, 1]);
  const faces = geometry.faces.counties.map((rings) => rings.map((ring) => [...ring]));
  assert.deepEqual(faces, [[[0, 1]], [[~0, 2]]]);
  assert.equal(geometry.faces.neighbours.length, 0);
  assert.equal(geometry.kinds[3], ARC.LINE);
  assert.ok(geometry.hasLines);
});

test("boxes, and which face holds a place", () => {
  const geometry = readGeometry(stream(), units);
  assert.deepEqual(geometry.boxes.counties, [[-1, 0, 0, 1], [0, 0, 1, 1]]);
  assert.deepEqual(geometry.extent("counties"), [-1, 0, 1, 1]);
  assert.equal(geometry.at("counties", -0.5, 0.5), 0);
  assert.equal(geometry.at("counties", 0.5, 0.5), 1);
  assert.equal(geometry.at("counties", 5.5, 0.5), -1);
  const view = { scale: 100, tolerance: 0.4, box: [-9, -9, 9, 9] };
  assert.equal(geometry.at("counties", 0.5, 0.5, view), 1);
});

test("a face is traced once round, a shared edge in both directions alike", () => {
  const geometry = readGeometry(stream(), units), view = { scale: 10, x: 1, y: 2, tolerance: 0.4 };
  const paths = geometry.faces.counties.map((rings) => {
    const points = [];
    const sink = { moveTo: (x, y) => points.push([x, y]), lineTo: (x, y) => points.push([x, y]) };
    geometry.trace(rings, sink, view);
    return points;
  });
  assert.deepEqual(paths[0], [[1, 2], [1, 12], [-9, 12], [-9, 2], [1, 2]]);
  assert.deepEqual(paths[1], [[1, 12], [1, 2], [11, 2], [11, 12], [1, 12]]);
});

test("only borders of the kinds, in the view, with their flag are traced", () => {
  const geometry = readGeometry(stream(), units);
  const view = { scale: 1, x: 0, y: 0, tolerance: 0, box: [-9, -9, 9, 9] };
  const begun = (kinds, more) => {
    const starts = [];
    geometry.traceArcs(kinds, { moveTo: (x, y) => starts.push([x, y]), lineTo() {} }, ...more);
    return starts;
  };
  assert.deepEqual(begun([ARC.COUNTY], [view]), [[0, 0]]);
  assert.equal(begun([ARC.COUNTY, ARC.OUTER], [view]).length, 3);
  assert.equal(begun([ARC.LINE], [{ ...view, box: [-9, -9, 1, 9] }]).length, 0);
  assert.deepEqual(begun([ARC.OUTER], [view, Uint8Array.of(0, 0, 1, 0)]), [[0, 0]]);
});

test("points too near to see are left out, ends and islands stay", () => {
  const geometry = readGeometry(stream(), units);
  const kept = geometry.thinned({ scale: 0.01, tolerance: 0.4 });
  assert.deepEqual([...kept.points.slice(0, kept.starts[4])], [0, 1, 2, 5, 6, 9, 10, 11]);
  assert.equal(geometry.thinned({ scale: 0.01, tolerance: 0.4 }), kept);
});
