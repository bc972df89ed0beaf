import assert from "node:assert/strict";
import { test } from "node:test";
import { countyColumns } from "../src/county-columns.js";
import { nextSorting, sortedBy } from "../src/ordering.js";
import { State } from "../src/state.js";
import { setLanguage } from "../src/words.js";
import { speak, toyBook } from "./toyland.js";

const same = (value) => value;

test("names go by their pinyin, numbers in texts by their size", () => {
  assert.deepEqual(sortedBy(["丙", "甲", "乙"], same, 1), ["丙", "甲", "乙"]);
  assert.deepEqual(sortedBy(["a10", "a9"], same, 1), ["a9", "a10"]);
  assert.deepEqual(sortedBy([3, 20, 1], same, -1), [20, 3, 1]);
});

test("empty cells come last, equal ones keep their order", () => {
  assert.deepEqual(sortedBy(["", "b", "", "a"], same, 1), ["a", "b", "", ""]);
  const rows = [{ key: 1, name: "first" }, { key: 1, name: "second" }];
  assert.deepEqual(sortedBy(rows, ({ key }) => key, -1).map(({ name }) => name), ["first", "second"]);
});

test("a second click turns the order, numbers begin with the largest", () => {
  const byCode = { column: "code", direction: 1 }, byTasks = { column: "tasks", direction: -1 };
  assert.deepEqual(nextSorting(byCode, "code", false), { column: "code", direction: -1 });
  assert.deepEqual(nextSorting(byCode, "tasks", true), byTasks);
  assert.deepEqual(nextSorting(byTasks, "code", false), byCode);
});

test("by type: listed before derived before none", () => {
  speak();
  setLanguage("zh");
  const state = new State(toyBook());
  const types = countyColumns(state).find(({ key }) => key === "types");
  const sorted = sortedBy(state.book.counties, types.order, 1).map(({ countyName }) => countyName);
  assert.deepEqual(sorted, ["甲县", "丙县", "乙县", "单县"]);
});

test("cells say what the filters keep, each word once", () => {
  speak();
  const state = new State(toyBook()), [county] = state.book.counties;
  const cells = () => Object.fromEntries(countyColumns(state).map(({ key, value }) => [key, value(county)]));
  assert.deepEqual(cells(), {
    name: "甲县",
    code: "910101",
    parents: "左山省 · 左一市",
    types: "城郊、农产",
    status: "试点",
    basis: "basis.listed",
    documents: "左山2023",
    tasks: 2,
  });
  state.update({ document: "new" });
  assert.equal(cells().status, "");
  assert.equal(cells().tasks, 1);
});
