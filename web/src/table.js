// The same counties as rows, for readers who cannot use a map.
import { countyColumns } from "./county-columns.js";
import { csvText } from "./csv.js";
import { byId, el, replaceIn } from "./elements.js";
import { subjectOf } from "./headings.js";
import { nextSorting, sortedBy } from "./ordering.js";
import { copyRows, downloadText } from "./sharing.js";
import { swatch } from "./swatch.js";
import { placeCell, reasonOf, remarksOn, undrawnOf } from "./undrawn.js";
import { localised, textOf } from "./words.js";

/** @typedef {import("./county-columns.js").CountyColumn} CountyColumn */
/** @typedef {import("./types").App} App */
/** @typedef {import("./types").County} County */

// Rows made in one batch, and milliseconds between batches.
const CHUNK = 250, PAUSE = 30, PAUSE_WHILE_MOVING = 100;
// Narrower than this, columns would break every word.
const NARROWEST = 720;

/** @param {HTMLTableElement} table with columns as wide as its rows make them, further rows move none */
function fixColumns(table) {
  const width = table.offsetWidth, head = table.tHead;
  if (!width || !head) return;
  // Where they reach out of the window, they stay.
  const isWide = width > byId("table-scroll").clientWidth;
  table.style.minWidth = `${isWide ? width : Math.min(width, NARROWEST)}px`;
  for (const cell of head.rows[0].cells) cell.style.width = `${(100 * cell.offsetWidth) / width}%`;
  table.classList.add("is-fixed");
}

/** @param {HTMLElement} row within a table that scrolls */
function scrollTo(row) {
  const scroller = byId("table-scroll"), head = row.closest("table")?.tHead;
  const top = row.offsetTop - (head?.offsetHeight ?? 0), bottom = top + row.offsetHeight * 2;
  const isInSight = top >= scroller.scrollTop && bottom <= scroller.scrollTop + scroller.clientHeight;
  if (!isInSight) scroller.scrollTop = top;
}

/** @param {App["state"]} state how the name of a file begins */
const stemOf = ({ book, theme }) => [book.edition.key, theme.at > 0 && theme.key].filter(Boolean).join("-");

/** @param {App} app */
export function createTable(app) {
  const { state } = app, table = byId("county-table"), columns = countyColumns(state);
  /** @type {import("./ordering.js").Sorting} */
  let sorting = { column: "types", direction: 1 };
  let hasTypedOnly = false;
  /** @type {Map<string, HTMLTableRowElement>} */
  let rowOf = new Map();
  /** @type {ReturnType<typeof setTimeout> | null} */
  let pending = null;
  /** @type {() => void} */
  let whenFilled = () => {};

  function sorted() {
    const column = /** @type {CountyColumn} */ (columns.find(({ key }) => key === sorting.column));
    const counties = state.theme.counties.filter((county) => !hasTypedOnly || state.drawnOf(county).length);
    return sortedBy(counties, column.order ?? column.value, sorting.direction);
  }

  /** @param {CountyColumn} column */
  function sortBy({ key, isNumber = false }) {
    sorting = nextSorting(sorting, key, isNumber);
    render();
    table.querySelector(`th[data-column="${key}"] button`).focus();
  }

  /** @param {CountyColumn} column */
  function heading(column) {
    const isSorted = sorting.column === column.key;
    const order = sorting.direction > 0 ? "ascending" : "descending";
    return el("th", {
      scope: "col",
      "aria-sort": isSorted ? order : "none",
      "data-column": column.key,
      class: column.isNumber && "number",
    }, el("button", { type: "button", on: { click: () => sortBy(column) } },
      textOf(`table.${column.key}`), el("span", { class: "sort-mark", "aria-hidden": "true" })));
  }

  /** @param {CountyColumn} column @param {County} county */
  function cell(column, county) {
    const value = column.value(county);
    if (column.isName) {
      const show = { click: () => app.select(county.countyCode, { zoom: true }) };
      return el("th", { scope: "row" },
        el("button", { type: "button", "aria-controls": "county-card", on: show }, value));
    }
    const drawn = column.hasSwatches ? state.drawnOf(county) : [];
    return el("td", { class: column.isNumber && "number" },
      drawn.length > 0 && swatch(drawn, app.palette, `row-${county.countyCode}`), value);
  }

  /** @param {County} county */
  function row(county) {
    const code = county.countyCode, isChosen = code === state.choice.selected;
    const element = el("tr", { "data-code": code, "aria-current": isChosen && "true" },
      columns.map((column) => cell(column, county)));
    rowOf.set(code, element);
    return element;
  }

  /**
   * A national table is made in batches, and none while the map moves.
   * @param {Element} body @param {County[]} counties @param {number} from
   */
  function fill(body, counties, from) {
    const next = Math.min(from + CHUNK, counties.length);
    if (from > 0 && app.isMoving()) {
      pending = setTimeout(fill, PAUSE_WHILE_MOVING, body, counties, from);
      return;
    }
    if (from === CHUNK) fixColumns(table);
    body.append(...counties.slice(from, next).map(row));
    pending = next < counties.length ? setTimeout(fill, PAUSE, body, counties, next) : null;
    if (!pending) whenFilled();
  }

  /** @param {import("./types").Undrawn} place */
  const placeRow = (place) => [
    el("tr", {}, columns.map(({ key, isName }) =>
      (isName ? el("th", { scope: "row" }, placeCell(key, place)) : el("td", {}, placeCell(key, place))))),
    el("tr", {}, el("td", { colspan: columns.length }, reasonOf(place))),
  ];

  /** Members of lists without a county, under a heading of their own. */
  function placeRows() {
    const places = undrawnOf(state);
    if (!places.length) return null;
    const title = textOf("table.undrawn", { n: places.length });
    return el("tbody", { class: "undrawn" },
      el("tr", {}, el("th", { colspan: columns.length, scope: "rowgroup" }, title)),
      places.flatMap(placeRow));
  }

  function render() {
    if (pending) clearTimeout(pending);
    rowOf = new Map();
    table.classList.remove("is-fixed");
    table.style.minWidth = "";
    const counties = sorted(), body = el("tbody"), edition = subjectOf(state);
    fill(body, counties, 0);
    replaceIn(table, el("caption", {}, textOf("table.caption", { edition, n: counties.length })),
      el("thead", {}, el("tr", {}, columns.map(heading))), body, placeRows());
    const open = state.theme.typologies.flatMap((typology) => remarksOn(state, typology)
      .map((remark) => textOf("table.remark", { name: localised(typology.name), remark })));
    const counted = textOf("table.count", { n: counties.length });
    byId("table-count").textContent = [counted, ...open].join(" · ");
  }

  function renderSelection() {
    for (const old of table.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
    const chosen = rowOf.get(state.choice.selected);
    if (!chosen) return;
    chosen.setAttribute("aria-current", "true");
    scrollTo(chosen);
  }

  const rows = () => [
    columns.map(({ key }) => textOf(`table.${key}`)),
    ...sorted().map((county) => columns.map((column) => column.value(county))),
    ...undrawnOf(state).map((place) =>
      [...columns.map(({ key }) => placeCell(key, place)), reasonOf(place)]),
  ];
  const csv = () => csvText(rows());

  byId("table-copy").addEventListener("click", async () => {
    const copied = rows(), isDone = await copyRows(copied);
    const message = textOf(isDone ? "table.copied" : "table.not_copied", { n: copied.length - 1 });
    byId("table-status").textContent = message;
  });
  byId("table-download").addEventListener("click", () =>
    downloadText(csv(), `${stemOf(state)}-counties.csv`));
  byId("table-typed").addEventListener("change", (/** @type {any} */ event) => {
    hasTypedOnly = event.target.checked;
    render();
  });

  return {
    render,
    renderSelection,
    csv,
    /** Rows are laid out only after the map is on the screen. */
    show: () => byId("table-scroll").classList.add("is-laid-out"),
    isFilled: () => !pending,
    /** @param {() => void} listener */
    onFilled(listener) {
      whenFilled = listener;
      if (!pending) listener();
    },
  };
}
