// A small edition: four counties, two documents, as the page carries them.
import { readBook } from "../src/book.js";
import { setLooks } from "../src/looks.js";
import { setTexts } from "../src/words.js";

const both = (name) => ({ zh: name, en: name });
const pattern = { kind: "solid", width: 0, spacing: 0, angle: 0, symbol: "" };

/** Prefecture and province of most counties. */
const FIRST = ["910100", "左一市", 0, 0];

/** A grid of degrees without a projection: a tenth of a degree is a unit. */
export const toUnits = Object.assign((x, y) => [x * 10, -y * 10], {
  all: (pairs) => pairs.map((value, at) => (at % 2 ? -value : value) * 10),
});

export const RAW = {
  edition: { key: "toy", name: both("左山") },
  vintage: { title: "2024", date: "2024", citation: "…" },
  outlines: [["左山省"], []],
  typologies: [
    { key: "suburban", name: both("城郊"), definition: both(""), role: "base", colour: "#d1603d", pattern },
    { key: "farming", name: both("农产"), definition: both(""), role: "base", colour: "#55aa55", pattern },
    {
      key: "potential",
      name: both("潜力"),
      definition: both(""),
      role: "overlay",
      colour: "#000000",
      pattern: { ...pattern, kind: "outline", width: 4 },
    },
  ],
  themes: [
    { key: "towns", name: both("县城"), is_main: true, typologies: ["suburban", "farming", "potential"] },
  ],
  documents: {
    columns: ["document_id", "short_title", "issued", "region_code"],
    rows: [["old", "左山2023", "2023-05", "910000"], ["new", "左山2025", "2025", "910000"]],
  },
  counties: {
    columns: [
      "county_code", "county_name", "short_name", "old", "alias", "traditional", "pinyin", "initials",
      "prefecture_code", "prefecture_name",
      { name: "province_code", values: ["910000"] }, { name: "province_name", values: ["左山省"] },
      "anchor_longitude", "anchor_latitude", "anchor_radius",
    ],
    rows: [
      ["910101", "甲县", "甲", "", "", "甲縣", "jia xian", "jx", ...FIRST, 10000, 20000, 1000],
      ["910102", "乙县", "乙", "", "", "", "yi xian", "yx", ...FIRST, 20000, 20000, 1000],
      ["910103", "丙县", "丙", "老丙县", "丙丁区", "", "bing xian", "bx", ...FIRST, 10000, 10000, 1000],
      ["910104", "单县", "单", "", "", "", "shan xian", "sx", "910000", "左山省", 0, 0, 20000, 10000, 1000],
    ],
  },
  assignments: {
    columns: [
      { name: "document", of: "documents" }, { name: "typology", of: "typologies" },
      { name: "county", of: "counties" }, "standing", "status", "subtype",
    ],
    rows: [
      [0, 0, 0, 0, "试点", ""],
      [0, 1, 0, 0, "", ""],
      [0, 0, 1, 2, "", ""],
      [1, 0, 1, 1, "", ""],
      [1, 2, 2, 0, "", ""],
    ],
  },
  tasks: {
    columns: [
      { name: "document", of: "documents" }, "clause",
      "lead_units", "responsible_units", "cooperating_units",
      "blanket_units",
    ],
    rows: [
      [0, "（一）", ["发展改革委"], ["交通厅"], [], []],
      [1, "（一）", [], ["交通厅", "农业厅"], [], []],
    ],
  },
  indicators: {
    columns: [{ name: "document", of: "documents" }, "clause", "name"],
    rows: [[0, "（一）", "漏损率"], [1, "", "城镇化率"]],
  },
  completions: {
    columns: [{ name: "document", of: "documents" }, "clause", "name"],
    rows: [[1, "（一）", "改造完成"]],
  },
  county_tasks: {
    columns: [{ name: "task", of: "tasks" }, "through_kind", "through", "is_from_document", "counties"],
    rows: [[0, "typology", "城郊", true, [0, 1]], [1, "all", "", true, "all"]],
  },
  partnerships: {
    columns: [{ name: "document", of: "documents" }, "subject_code", "partner_code", "line"],
    rows: [[0, "910101", "", [1, 2, 3, 4]], [1, "910102", "", []]],
  },
  layers: {
    columns: [
      { name: "document", of: "documents" }, { name: "typology", of: "typologies" },
      "member_count", "stated_count", "is_open",
    ],
    rows: [[0, 0, 3, 5, true], [0, 1, 1, null, false], [1, 0, 2, null, true], [1, 2, 2, null, false]],
  },
  undrawn: {
    columns: [
      { name: "document", of: "documents" }, { name: "typology", of: "typologies" }, "as_written",
      "within_name", "province_name", "status", "note", "anchor_lon", "anchor_lat",
    ],
    rows: [
      [0, 0, "临港区", "甲县", "左山省", "试点", "没有县级边界", 1.5, 2],
      [1, 2, "新镇", "", "左山省", "", "几处同名", null, null],
    ],
  },
  rules: {
    columns: ["reading", { name: "document", of: "documents" }, { name: "typology", of: "typologies" }],
    rows: [],
  },
  positionings: { columns: ["place_code"], rows: [] },
};

export const toyBook = () => readBook(RAW, toUnits);

/**
 * The same with two themes, the second about one more province, and a document that names no type.
 * @param {object} [other] parts that differ
 */
export function themedBook(other = {}) {
  const { counties, documents } = RAW, [code, name] = [["920101", "东县", "东"], ["920100", "右一市", 1, 1]];
  const head = counties.columns.map((column) => {
    if (column.name === "province_code") return { ...column, values: ["910000", "920000"] };
    return column.name === "province_name" ? { ...column, values: ["左山省", "右山省"] } : column;
  });
  const east = [...code, "", "", "", "", "", ...name, 30000, 20000, 1000];
  return readBook({
    ...RAW,
    themes: [
      { key: "towns", name: both("县城"), is_main: true, typologies: ["suburban", "farming"] },
      { key: "aid", name: both("帮扶"), is_main: false, typologies: ["potential"] },
    ],
    documents: { ...documents, rows: [...documents.rows, ["plan", "左山规划", "2026", "910000"]] },
    counties: { columns: head, rows: [...counties.rows, east] },
    assignments: { ...RAW.assignments, rows: [...RAW.assignments.rows, [1, 2, 4, 0, "", ""]] },
    ...other,
  }, toUnits);
}

/** Texts whose words are their keys; the lists' English is in capitals. */
export function speak(texts = {}) {
  setTexts({ zh: texts, en: texts }, () => [["左山省", "Zuoshan"], ["左一市", "Zuoyi"], ["（一）", "(1)"]]);
}

/** Looks in round numbers; a tile is 12 high. */
export const LOOKS = {
  colours: { neutral: "#f4f2ed" },
  tint: 0.42,
  angles: { stripe: 45, hatch: -45 },
  sizes: {
    stripe: 7,
    hatches: { derived: { spacing: 4, width: 1 }, candidate: { spacing: 12, width: 1.6 } },
    county: 1,
    prefecture: 2,
    province: 3,
    context: 1,
    casing: 4,
  },
};

setLooks(LOOKS);
