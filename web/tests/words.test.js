import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { labelOf, nameOf, parentsOf, typeText } from "../src/names.js";
import { indicatorText } from "../src/targets.js";
import { cited, dateText, joint, languageTag, localised, plain } from "../src/words.js";
import { nameOfLanguage, otherLanguage, quoted, setLanguage } from "../src/words.js";
import { setTexts, textOf, titled } from "../src/words.js";
import { speak, toyBook } from "./toyland.js";

beforeEach(() => {
  speak({ "agency.title": "{unit}: {n} of {n}", "tip.rule": "?" });
  setLanguage("zh");
});

test("placeholders are filled, unknown ones and unknown keys stay", () => {
  assert.equal(textOf("agency.title", { unit: "A", n: 2 }), "A: 2 of 2");
  assert.equal(textOf("agency.title", { unit: "A" }), "A: {n} of {n}");
  assert.equal(textOf("no.such.key"), "no.such.key");
});

test("what the lists say has English as far as it is known", () => {
  assert.equal(quoted("左山省"), "左山省");
  setLanguage("en");
  assert.equal(quoted("左山省"), "Zuoshan");
  assert.equal(quoted("未知"), "未知");
  assert.equal(quoted(""), "");
});

test("an unknown language is Chinese", () => {
  setLanguage("xx");
  assert.equal(languageTag(), "zh-CN");
  setLanguage("en");
  assert.equal(languageTag(), "en");
  assert.equal(joint(), ", ");
});

test("the switch goes round the languages that the page carries", () => {
  setTexts({ zh: { "page.language": "中文" }, en: { "page.language": "English" } }, () => []);
  assert.equal(nameOfLanguage(otherLanguage()), "English");
  setLanguage("en");
  assert.equal(nameOfLanguage(otherLanguage()), "中文");
});

test("a text in two languages falls back to Chinese", () => {
  setLanguage("en");
  assert.equal(localised({ zh: "左山", en: "Zuoshan" }), "Zuoshan");
  assert.equal(localised({ zh: "左山", en: "" }), "左山");
});

test("documents are cited with their marks, in Chinese", () => {
  const source = { document: { shortTitle: "左山省" }, clause: "（一）" };
  assert.equal(cited(source), "《左山省》 （一）");
  setLanguage("en");
  assert.equal(cited(source), "Zuoshan (1)");
  assert.equal(titled("左山省"), "Zuoshan");
});

test("dates as they are printed, partial ones too", () => {
  assert.equal(dateText("2024-05"), "2024年5月");
  assert.equal(dateText("2024-05-06"), "2024年5月6日");
  assert.equal(dateText("2024"), "2024年");
  assert.equal(dateText("十四五"), "十四五");
  setLanguage("en");
  assert.equal(dateText("2024-05"), "2024-05");
});

test("direction marks are left out", () => {
  assert.equal(plain("\u202egnp.exe\u2066"), "gnp.exe");
});

test("counties have their pinyin before the name in English", () => {
  const [first, , third] = toyBook().counties;
  assert.equal(labelOf(first), "甲");
  assert.equal(nameOf(third), "丙县");
  setLanguage("en");
  assert.equal(labelOf(third), "Bingxian");
  assert.equal(nameOf(third), "Bingxian 丙县");
  assert.equal(nameOf({ ...third, pinyin: "" }), "丙县");
});

test("a county that no prefecture is above has its province alone", () => {
  const { counties } = toyBook();
  assert.equal(parentsOf(counties[0]), "左山省 · 左一市");
  assert.equal(parentsOf(counties[3]), "左山省");
  setLanguage("en");
  assert.equal(parentsOf(counties[0]), "Zuoshan · Zuoyi");
});

test("a type says how sure it is where it is not listed", () => {
  const [typology] = toyBook().typologies;
  assert.equal(typeText({ typology, standing: 0 }), "城郊");
  assert.equal(typeText({ typology, standing: 1 }), "城郊?");
});

test("indicators: a sign, a range, a word as unit", () => {
  const base = { name: "漏损率", operator: "≤", value: 8.5, valueMax: null, unit: "%" };
  assert.equal(indicatorText(base), "漏损率 ≤ 8.5%");
  assert.equal(indicatorText({ ...base, operator: "=" }), "漏损率 8.5%");
  assert.equal(indicatorText({ ...base, operator: "range", value: 20, valueMax: 30 }), "漏损率 20–30%");
  assert.equal(indicatorText({ ...base, operator: "≥", unit: "hectares" }), "漏损率 ≥ 8.5 hectares");
});
