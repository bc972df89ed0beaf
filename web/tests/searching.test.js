import assert from "node:assert/strict";
import { test } from "node:test";
import { finderOf, folded } from "../src/searching.js";
import { toyBook } from "./toyland.js";

const find = finderOf(toyBook().counties);
const names = (text) => find(text).map(({ countyName }) => countyName);

test("tones, case and gaps make no difference", () => {
  assert.equal(folded("Bǐng Xiàn"), "bingxian");
  assert.equal(folded("xi'an·shi"), "xianshi");
});

for (const written of ["丙县", "丙", "老丙县", "丙丁区", "910103", "bing xian", "BingXian", "bx"]) {
  test(`${written} finds 丙县 first`, () => assert.equal(names(written)[0], "丙县"));
}

test("a traditional name and a part of a code find a county", () => {
  assert.deepEqual(names("甲縣"), ["甲县"]);
  assert.equal(names("9101").length, 4);
});

test("the beginning of a spelling counts, its middle does not", () => {
  assert.deepEqual(names("bing"), ["丙县"]);
  assert.deepEqual(names("ing"), []);
});

test("official names come before former ones", () => {
  const counties = toyBook().counties.map((county, at) => ({ ...county, old: at === 0 ? "单县" : "" }));
  assert.deepEqual(finderOf(counties)("单县").map(({ countyName }) => countyName), ["单县", "甲县"]);
});

test("nothing typed, nothing found", () => {
  assert.deepEqual(names(""), []);
  assert.deepEqual(names(" - "), []);
  assert.deepEqual(names("没有这个县"), []);
});
