import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyBox, meets, onScreen, viewFitting, widen } from "../src/boxes.js";
import { isCrowded, isFarAway, middlingReach, overlaySizes, ROOMY } from "../src/crowding.js";
import { widthOf } from "../src/font.js";
import { hatchLines } from "../src/hatching.js";
import { borderWidths, fillKey, fillOf, isNearBlack, isSolid, mixed } from "../src/looks.js";
import { outlineWidth, paletteFor, tileOf, tileTurn } from "../src/looks.js";
import { scaleBar } from "../src/sheet.js";
import { pathOf } from "../src/svg-pen.js";
import { Taken } from "../src/taken.js";
import { toyBook } from "./toyland.js";

const palette = { neutral: "#f4f2ed" };
const [suburban, farming, potential] = toyBook().typologies;

test("a view fits a box into a rectangle, in its middle", () => {
  const view = viewFitting([0, 0, 10, 10], 200, 120, { margin: 10 });
  assert.equal(view.scale, 10);
  assert.deepEqual(onScreen([0, 0, 10, 10], view), [50, 10, 150, 110]);
  assert.deepEqual(view.box.map(Math.round), [-5, -1, 15, 11]);
});

test("boxes grow and meet", () => {
  const box = emptyBox();
  widen(box, 1, 2);
  widen(box, 3, 0);
  assert.deepEqual(box, [1, 0, 3, 2]);
  assert.ok(meets(box, [3, 2, 4, 4]));
  assert.ok(!meets(box, [3.1, 0, 4, 4]));
  const taken = new Taken([box]);
  assert.ok(!taken.isFree([2, 1, 5, 5]));
  assert.ok(taken.isFree([4, 0, 5, 5]));
});

test("a county with one listed base type is plain, overlays apart", () => {
  const fill = fillOf([{ typology: suburban, standing: 0 }, { typology: potential, standing: 0 }], palette);
  assert.ok(isSolid(fill));
  assert.equal(fill.bands[0].colour, "#d1603d");
  assert.equal(fillOf([], palette).bands[0].colour, palette.neutral);
});

test("several types are bands; a derived one is paler with lines, a candidate is lines alone", () => {
  const fill = fillOf([{ typology: suburban, standing: 0 }, { typology: farming, standing: 1 }], palette);
  const { width, bars } = tileOf(fill);
  assert.ok(!isSolid(fill));
  assert.equal(width, 14);
  const pale = mixed("#ffffff", "#55aa55", 0.42);
  assert.deepEqual(bars.map((bar) => bar.colour), ["#d1603d", pale, "#55aa55", "#55aa55", "#55aa55"]);
  const candidate = tileOf(fillOf([{ typology: farming, standing: 2 }], palette));
  assert.deepEqual(candidate.bars.map((bar) => bar.colour), [palette.neutral, "#55aa55"]);
  assert.notEqual(fillKey(fill), fillKey(fillOf([{ typology: suburban, standing: 1 }], palette)));
});

test("lines of a hatch are evenly spaced over the height of a tile", () => {
  const { height, bars } = tileOf(fillOf([{ typology: farming, standing: 1 }], palette));
  assert.equal(height, 12);
  assert.deepEqual(bars.slice(1).map((bar) => [bar.y, bar.height]), [[1, 1], [5, 1], [9, 1]]);
  const [, loose] = tileOf(fillOf([{ typology: farming, standing: 2 }], palette)).bars;
  assert.deepEqual([loose.y, loose.height], [5, 1.6]);
  assert.equal(tileTurn(), 45);
});

test("sizes and colours are the given ones, by night the page has its own", () => {
  assert.equal(borderWidths().prefecture, 2);
  assert.equal(borderWidths({ isCrowded: true }).prefecture, 1);
  assert.equal(paletteFor(false).neutral, palette.neutral);
  assert.notEqual(paletteFor(true).neutral, palette.neutral);
});

test("colours mix", () => {
  assert.equal(mixed("#000000", "#ffffff", 0.5), "#808080");
  assert.ok(isNearBlack("#161614"));
  assert.ok(!isNearBlack("#d1603d"));
});

test("an outline leaves a small county its fill", () => {
  assert.equal(outlineWidth({ width: 4 }, 100), 4);
  assert.equal(outlineWidth({ width: 4 }, 2), 1.5);
});

test("overlays have their usual sizes, from afar smaller ones, never none", () => {
  const usual = overlaySizes(3);
  assert.deepEqual(usual, { fine: 1.5, mark: 3.5, hatch: 1 });
  assert.deepEqual(overlaySizes(60), usual);
  let last = usual;
  for (const reach of [2.5, 2, 1.5, 1, 0.5, 0]) {
    const sizes = overlaySizes(reach);
    for (const key of ["fine", "mark", "hatch"]) assert.ok(sizes[key] <= last[key] && sizes[key] > 0);
    last = sizes;
  }
  assert.equal(outlineWidth({ width: 4 }, 2, last.fine), 0.5);
});

test("how large a middling county is follows the scale", () => {
  assert.equal(middlingReach({ roomyFrom: 10 }, { scale: 10 }), ROOMY);
  assert.ok(isCrowded({ roomyFrom: 10 }, { scale: 10 }));
  assert.ok(!isFarAway({ roomyFrom: 10 }, { scale: 10 }));
  assert.ok(isFarAway({ roomyFrom: 10 }, { scale: 4 }));
});

test("hatch lines cover a box and stay in place when it moves", () => {
  const offsets = (box, origin) => {
    const found = [];
    hatchLines(box, { angle: 0, spacing: 10 }, origin, (from) => found.push(from[1]));
    return found;
  };
  assert.deepEqual(offsets([0, 0, 50, 35], [0, 0]), [0, 10, 20, 30]);
  assert.deepEqual(offsets([0, 0, 50, 35], [0, 4]), [4, 14, 24, 34]);
});

test("Chinese letters are square", () => {
  assert.equal(widthOf("甲县", 10), 20);
  assert.ok(Math.abs(widthOf("ab", 10) - 11.2) < 1e-9);
});

test("a scale bar has a round length of about a fifth", () => {
  assert.deepEqual(scaleBar(760, 1000), { length: 100000, pixels: 100 });
  assert.equal(scaleBar(760, 170).length, 20000);
  assert.equal(scaleBar(760, 340).length, 50000);
});

test("a path is written with two digits", () => {
  const trace = (sink) => {
    sink.moveTo(0.126, 1);
    sink.lineTo(2, 3.999);
    sink.closePath();
  };
  assert.equal(pathOf(trace), "M0.13 1L2 4Z");
});
