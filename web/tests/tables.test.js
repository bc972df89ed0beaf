import assert from "node:assert/strict";
import { test } from "node:test";
import { camel, readTable } from "../src/tables.js";
import { toyBook } from "./toyland.js";

test("columns become properties", () => {
  assert.equal(camel("area_km2"), "areaKm2");
  assert.equal(camel("is_from_document"), "isFromDocument");
});

test("a cell is itself, the number of a word, or the position of a row elsewhere", () => {
  const table = {
    columns: ["clause", { name: "unit_type", values: ["县", "区"] }, { name: "document", of: "documents" }],
    rows: [["（一）", 1, 0], ["（二）", 0, 0]],
  };
  const documents = [{ title: "A" }];
  assert.deepEqual(readTable(table, { documents }), [
    { at: 0, clause: "（一）", unitType: "区", document: documents[0] },
    { at: 1, clause: "（二）", unitType: "县", document: documents[0] },
  ]);
});

test("a column that nobody knows is there all the same", () => {
  assert.deepEqual(readTable({ columns: ["new_column"], rows: [["x"]] }), [{ at: 0, newColumn: "x" }]);
});

test("records of a book refer to each other", () => {
  const book = toyBook(), [first, second] = book.documents;
  assert.equal(first.year, "2023");
  assert.equal(book.byCode.get("910101").assignments.length, 2);
  assert.deepEqual(book.tasks[0].agencies.lead, ["发展改革委"]);
  assert.deepEqual(book.tasks[0].indicators.map(({ name }) => name), ["漏损率"]);
  assert.deepEqual(second.indicators.map(({ name }) => name), ["城镇化率"]);
  assert.deepEqual(book.tasks[1].completions.map(({ name }) => name), ["改造完成"]);
});

test("a task reaches some counties or all", () => {
  const book = toyBook();
  assert.deepEqual([...book.tasks[0].counties], [0, 1]);
  assert.equal(book.tasks[1].counties.size, 4);
  assert.deepEqual(book.counties[3].reasons.map(({ task }) => task.at), [1]);
});

test("counties have a place and a reach in map units, partnerships their ends", () => {
  const book = toyBook();
  assert.deepEqual(book.counties[0].anchor, [10, -20]);
  assert.ok(Math.abs(book.counties[0].radius - 1) < 1e-9);
  assert.deepEqual(book.partnerships.map(({ ends }) => ends), [[[10, -20], [30, -40]], null]);
});
