import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, readAddress } from "../src/address.js";
import { firstChoice } from "../src/derived.js";
import { themeChoice } from "../src/themes.js";
import { themedBook, toyBook } from "./toyland.js";

const book = toyBook();

test("the plain map has no address", () => {
  assert.equal(addressOf(firstChoice(book), book, null), "");
});

test("an address brings its view back", () => {
  const choice = {
    ...firstChoice(book),
    selected: "910101",
    on: new Set(["potential", "suburban"]),
    mode: "both",
    document: "old",
    until: "2023",
    agency: "交通厅",
    partnerships: true,
  };
  const written = addressOf(choice, book, "en");
  assert.match(written, /^county=910101&types=suburban,potential&mode=both&document=old&until=2023&agency=/);
  assert.deepEqual(readAddress(`#${written}`, book), { choice, language: "en" });
});

test("no type at all is an address, too", () => {
  const written = addressOf({ ...firstChoice(book), on: new Set() }, book, null);
  assert.equal(written, "types=");
  assert.equal(readAddress(written, book).choice.on.size, 0);
});

test("what the edition does not have is left out", () => {
  const hash = "#county=1&types=x,suburban&mode=z&document=<b>&until=1&agency=%00";
  const { choice, language } = readAddress(hash, book);
  assert.deepEqual(choice, { ...firstChoice(book), on: new Set(["suburban"]) });
  assert.equal(language, null);
});

test("an address names the theme unless it is the leading one; types are the theme's", () => {
  const themed = themedBook(), first = firstChoice(themed);
  assert.equal(addressOf(first, themed, null), "");
  const choice = { ...first, ...themeChoice(first, themed.themes[1]), selected: "910101" };
  assert.equal(addressOf(choice, themed, "en"), "theme=aid&county=910101&lang=en");
  assert.deepEqual(readAddress("#theme=aid&county=910101", themed).choice, choice);
  assert.deepEqual([...readAddress("#theme=aid&types=suburban", themed).choice.on], []);
});

test("an unknown theme is the leading one, and a document is one of the theme's", () => {
  const themed = themedBook();
  assert.deepEqual(readAddress("#theme=x", themed).choice, firstChoice(themed));
  assert.equal(readAddress("#theme=aid&document=old", themed).choice.document, "");
  assert.equal(readAddress("#theme=aid&document=new&until=2023", themed).choice.until, "");
});
