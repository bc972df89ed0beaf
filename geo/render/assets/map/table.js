// The same counties as rows: the way in for whoever cannot use a map.
const FORMULA = /^[\s]*[=+\-@\t\r]/;

// A spreadsheet must read a name as a name: what it would take for a formula gets a mark before it.
const guarded = (text) => (FORMULA.test(text) ? "'" + text : text);
const csvCell = (value) => { const text = guarded(String(value)); return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text; };
const csvText = (rows) => "\ufeff" + rows.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
const tabText = (rows) => rows.map((row) => row.map((v) => guarded(String(v).replace(/[\t\r\n]+/g, " "))).join("\t")).join("\n");

function createTable(app) {
  const { book, state } = app;
  const table = byId("county-table"), CHUNK = 250;
  let sorting = { column: "types", direction: 1 }, onlyTyped = false, rowOf = new Map(), pending = 0, whenFilled = null;
  const held = (county) => county.assignments.filter((a) => state.isHeld(a.document));
  const distinct = (values) => [...new Set(values.filter(Boolean))].map(plain).join(joint());
  const drawnOf = (county) => state.derived.drawn[county.at];
  const taskCount = (county) => new Set(county.tasks.filter((r) => state.isHeld(r.task.document)).map((r) => r.task)).size;

  const columns = [
    { key: "name", value: nameOf, isName: true },
    { key: "code", value: (c) => c.code },
    { key: "parents", value: parentsOf },
    { key: "types", value: (c) => drawnOf(c).map(typeText).join(joint()), order: (c) => drawnOf(c).map((d) => 10 * d.standing + book.typologies.indexOf(d.typology)).join(","), hasSwatches: true },
    { key: "status", value: (c) => distinct(held(c).map((a) => say(a.status))) },
    { key: "basis", value: (c) => distinct(held(c).map((a) => t("basis." + STANDINGS[a.standing]))) },
    { key: "documents", value: (c) => distinct(held(c).map((a) => say(a.document.short))) },
    { key: "tasks", value: taskCount, isNumber: true },
  ];

  function sorted() {
    const column = columns.find((c) => c.key === sorting.column), order = column.order || column.value;
    const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin", { numeric: true });
    const keyed = book.counties.filter((c) => !onlyTyped || drawnOf(c).length).map((county) => [order(county), county]);
    const compare = column.isNumber ? (a, b) => a - b : (a, b) => (!a) - (!b) || collator.compare(a, b);
    return keyed.sort((a, b) => sorting.direction * compare(a[0], b[0]) || a[1].at - b[1].at).map(([, county]) => county);
  }

  function sortBy(key) {
    sorting = { column: key, direction: sorting.column === key ? -sorting.direction : columns.find((c) => c.key === key).isNumber ? -1 : 1 };
    render();
    table.querySelector(`th[data-column="${key}"] button`).focus();
  }

  const heading = (column) => {
    const direction = sorting.column === column.key ? (sorting.direction > 0 ? "ascending" : "descending") : "none";
    return el("th", { scope: "col", "aria-sort": direction, "data-column": column.key, class: column.isNumber && "number" },
      el("button", { type: "button", on: { click: () => sortBy(column.key) } }, t("table." + column.key), el("span", { class: "sort-mark", "aria-hidden": "true" })));
  };

  function cell(column, county) {
    const value = column.value(county);
    if (column.isName) {
      return el("th", { scope: "row" }, el("button", { type: "button", "aria-controls": "county-card", on: { click: () => app.select(county.code, { zoom: true }) } }, value));
    }
    const drawn = column.hasSwatches ? drawnOf(county) : [];
    return el("td", { class: column.isNumber && "number" }, drawn.length > 0 && swatch(drawn, app.palette, `row-${county.code}`), value);
  }

  const row = (county) => {
    const element = el("tr", { "data-code": county.code, "aria-current": county.code === state.value.selected && "true" }, columns.map((column) => cell(column, county)));
    rowOf.set(county.code, element);
    return element;
  };

  // With columns as wide as the first rows made them, further rows move none of those before.
  function fixColumns() {
    const width = table.offsetWidth;
    if (!width) return;
    // Narrower than this they would break every word; where they reach out of the window, they stay.
    table.style.minWidth = (width > byId("table-scroll").clientWidth ? width : Math.min(width, 720)) + "px";
    for (const head of table.tHead.rows[0].cells) head.style.width = (100 * head.offsetWidth) / width + "%";
    table.classList.add("is-fixed");
  }

  // A national table comes in pieces, and none while the map moves.
  function fill(body, counties, from) {
    const next = Math.min(from + CHUNK, counties.length);
    if (from > 0 && app.isMoving()) { pending = setTimeout(fill, 100, body, counties, from); return; }
    if (from === CHUNK) fixColumns();
    body.append(...counties.slice(from, next).map(row));
    pending = next < counties.length ? setTimeout(fill, 30, body, counties, next) : 0;
    if (!pending && whenFilled) whenFilled();
  }

  function render() {
    clearTimeout(pending);
    rowOf = new Map();
    table.classList.remove("is-fixed");
    table.style.minWidth = "";
    const counties = sorted(), body = el("tbody");
    fill(body, counties, 0);
    replaceIn(table, el("caption", {}, t("table.caption", { edition: inLanguage(book.edition.name), n: counties.length })), el("thead", {}, el("tr", {}, columns.map(heading))), body);
    byId("table-count").textContent = t("table.count", { n: counties.length });
  }

  // Until the map is on the screen nobody pays for laying out the rows.
  const show = () => byId("table-scroll").classList.add("is-laid-out");

  function renderSelection() {
    for (const old of table.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
    const chosen = rowOf.get(state.value.selected);
    if (!chosen) return;
    chosen.setAttribute("aria-current", "true");
    const scroller = byId("table-scroll"), top = chosen.offsetTop - table.tHead.offsetHeight;
    if (top < scroller.scrollTop || top + chosen.offsetHeight * 2 > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top;
  }

  const rows = () => [columns.map((c) => t("table." + c.key)), ...sorted().map((county) => columns.map((c) => c.value(county)))];

  function download() {
    const link = el("a", { href: URL.createObjectURL(new Blob([csvText(rows())], { type: "text/csv" })), download: `${book.edition.key}-counties.csv` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function copyByHand(text) {
    const area = el("textarea", { class: "off-screen" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  async function copy() {
    const text = tabText(rows());
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch (refused) {
      done = copyByHand(text);
    }
    byId("table-status").textContent = t(done ? "table.copied" : "table.not_copied", { n: rows().length - 1 });
  }

  byId("table-copy").addEventListener("click", copy);
  byId("table-download").addEventListener("click", download);
  byId("table-typed").addEventListener("change", (event) => { onlyTyped = event.target.checked; render(); });
  const onFilled = (listener) => { whenFilled = listener; if (!pending) listener(); };

  return { render, renderSelection, show, onFilled, isFilled: () => !pending, csv: () => csvText(rows()) };
}
