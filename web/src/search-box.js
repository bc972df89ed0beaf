// The search field and its list of counties (WAI-ARIA combobox).
import { byId, el, replaceIn } from "./elements.js";
import { nameOf, parentsOf } from "./names.js";
import { finderOf } from "./searching.js";
import { plain, textOf } from "./words.js";

/** @typedef {import("./types").App} App */
/** @typedef {import("./types").County} County */

const LONGEST_ECHO = 30;

/** @param {App} app @returns {{find: (text: string) => County[]}} */
export function createSearchBox(app) {
  const field = byId("county-search"), list = byId("search-results"), status = byId("search-status");
  const find = finderOf(app.book.counties);
  /** @type {County[]} */
  let found = [];
  let active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  /** @param {County} county */
  function choose(county) {
    field.value = "";
    close();
    app.select(county.countyCode, { zoom: true, focus: true });
  }

  /** @param {number} at */
  function mark(at) {
    active = at;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    if (at < 0) return;
    field.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  /** @param {County} county @param {number} at */
  const option = (county, at) => el("li", {
    role: "option",
    id: `search-option-${at}`,
    "aria-selected": "false",
    "data-code": county.countyCode,
    on: {
      mousedown(event) {
        event.preventDefault();
        choose(county);
      },
    },
  },
  el("span", {}, nameOf(county)),
  el("span", { class: "aside" }, `${parentsOf(county)} ${county.countyCode}`));

  function show() {
    found = find(field.value);
    replaceIn(list, found.map(option));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    const key = found.length ? "search.found" : "search.none";
    const message = textOf(key, { n: found.length, text: plain(field.value.slice(0, LONGEST_ECHO)) });
    status.textContent = field.value.trim() ? message : "";
    mark(found.length ? 0 : -1);
  }

  /** @param {number} step */
  function move(step) {
    if (found.length) mark((active + step + found.length) % found.length);
  }

  function chooseActive() {
    const county = found[Math.max(active, 0)];
    if (!county || !field.value.trim()) return false;
    choose(county);
    return true;
  }

  field.addEventListener("input", show);
  field.addEventListener("focus", () => { if (field.value) show(); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      if (chooseActive()) event.preventDefault();
    } else if (event.key === "Escape") {
      field.value = "";
      show();
    }
  });
  return { find };
}
