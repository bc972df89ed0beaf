import assert from "node:assert/strict";
import { test } from "node:test";
import { csvCell, csvText, guarded, tabText } from "../src/csv.js";

test("what a spreadsheet takes for a formula gets a mark", () => {
  for (const text of ["=1+1", "+86", "-1", "@x", "\t=1", "  =1"]) assert.equal(guarded(text), `'${text}`);
  for (const text of ["甲县", "1-2", "a=b", ""]) assert.equal(guarded(text), text);
});

test("marks, commas and line ends are quoted", () => {
  assert.equal(csvCell('a"b'), '"a""b"');
  assert.equal(csvCell("a,b"), '"a,b"');
  assert.equal(csvCell("a\nb"), '"a\nb"');
  assert.equal(csvCell(12), "12");
});

test("a CSV begins with the mark of UTF-8 and ends its lines as Excel does", () => {
  assert.equal(csvText([["县区", "代码"], ["甲县", "910101"]]), "\ufeff县区,代码\r\n甲县,910101\r\n");
});

test("a cell for the clipboard has neither tabs nor line ends", () => {
  assert.equal(tabText([["a\tb\n\nc", 1], ["=x", ""]]), "a b c\t1\n'=x\t");
});
