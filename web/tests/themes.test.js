import assert from "node:assert/strict";
import { test } from "node:test";
import { countyColumns } from "../src/county-columns.js";
import { namesProvinces } from "../src/crowding.js";
import { firstChoice } from "../src/derived.js";
import { presentTypologies } from "../src/sources.js";
import { State } from "../src/state.js";
import { isCovered, themeChoice } from "../src/themes.js";
import { setLanguage } from "../src/words.js";
import { RAW, speak, themedBook, toyBook } from "./toyland.js";

const ids = (documents) => documents.map(({ documentId }) => documentId);
const codes = (counties) => counties.map(({ countyCode }) => countyCode);

speak();
setLanguage("zh");

test("documents are of the themes whose types they name; without a type, of the leading one", () => {
  const [towns, aid] = themedBook().themes;
  assert.deepEqual(ids(towns.documents), ["old", "new", "plan"]);
  assert.deepEqual(ids(aid.documents), ["new"]);
  assert.deepEqual(presentTypologies(aid).map(({ key }) => key), ["potential"]);
});

test("a theme covers the provinces of its documents and counties", () => {
  const book = themedBook(), [towns, aid] = book.themes;
  assert.deepEqual(codes(towns.counties), ["910101", "910102", "910103", "910104"]);
  assert.equal(aid.covered, null);
  assert.ok(!isCovered(towns, book.byCode.get("920101")));
});

test("provinces are named from afar where a theme is about several", () => {
  const [towns, aid] = themedBook().themes, [far, near] = [{ scale: 4 }, { scale: 8 }];
  assert.ok(namesProvinces({ theme: aid, roomyFrom: 10 }, far));
  assert.ok(!namesProvinces({ theme: aid, roomyFrom: 10 }, near));
  assert.ok(!namesProvinces({ theme: towns, roomyFrom: 10 }, far));
  const nation = { ...aid, counties: Array.from({ length: 700 }, (_, at) => aid.counties[at % 5]) };
  assert.ok(namesProvinces({ theme: nation, roomyFrom: 10 }, near));
  assert.ok(!namesProvinces({ theme: nation, roomyFrom: 10 }, { scale: 11 }));
});

test("a national document that names no county is about all of them", () => {
  const columns = ["document_id", "short_title", "issued", "region_code"];
  const rows = [["old", "国", "2023", "000000"], ["new", "国", "2025", "000000"]];
  const none = { columns: [], rows: [] };
  const book = themedBook({ documents: { columns, rows }, assignments: none });
  assert.deepEqual(codes(book.themes[0].counties), codes(book.counties));
});

test("the codes of a document about several provinces are joined", () => {
  const columns = ["document_id", "short_title", "issued", "region_code"];
  const rows = [["old", "川渝", "2023", "910000、920000"], ["new", "川渝", "2025", "910000"]];
  assert.equal(themedBook({ documents: { columns, rows } }).themes[0].covered, null);
});

test("a page with one theme, or without any, is about everything that it has", () => {
  const book = toyBook();
  assert.equal(book.themes[0].covered, null);
  assert.equal(book.themes[0].counties, book.counties);
  const [only] = themedBook({ themes: [] }).themes;
  assert.equal(only.typologies.length, 3);
  assert.ok(only.isMain);
});

test("counties are drawn with the types of the theme on show, and counted by them", () => {
  const book = themedBook(), state = new State(book);
  assert.deepEqual(state.drawnCodes("potential"), []);
  assert.deepEqual(state.countsOf("potential"), [0, 0, 0]);
  state.update(themeChoice(state.choice, book.themes[1]));
  assert.deepEqual(state.drawnCodes("potential"), ["910103", "920101"]);
  assert.deepEqual(state.drawnCodes("suburban"), []);
  assert.ok(!state.hasType(book.byCode.get("910101")));
  assert.deepEqual(ids(state.documents), ["new"]);
});

test("the table has the theme's types and documents, and all tasks of a county", () => {
  const book = themedBook(), state = new State(book), jia = book.byCode.get("910101");
  const cell = (key) => countyColumns(state).find((column) => column.key === key).value(jia);
  assert.equal(cell("documents"), "左山2023");
  assert.equal(cell("tasks"), 2);
  state.update(themeChoice(state.choice, book.themes[1]));
  assert.equal(cell("types"), "");
  assert.equal(cell("documents"), "");
  assert.equal(cell("tasks"), 2);
});

test("another theme shows all its types and keeps what filters it has", () => {
  const book = themedBook(), [towns, aid] = book.themes, first = firstChoice(book);
  const choice = { ...first, on: new Set(), mode: "both", document: "old", until: "2025", agency: "交通厅" };
  const patch = themeChoice(choice, aid);
  assert.deepEqual(patch, {
    theme: "aid", on: new Set(["potential"]), mode: "any", document: "", until: "2025",
  });
  assert.equal(themeChoice({ ...first, document: "new" }, aid).document, "new");
  assert.deepEqual([...themeChoice(first, towns).on], ["suburban", "farming"]);
});

test("a list of which no member is drawn makes its document one of the theme", () => {
  const { columns, rows } = RAW.layers;
  const book = themedBook({ layers: { columns, rows: [...rows, [2, 2]] } });
  assert.deepEqual(book.themes.map(({ documents }) => ids(documents)), [["old", "new"], ["new", "plan"]]);
});
