// State and services shared by the parts of the page.
import { addressOf, readAddress } from "./address.js";
import { readBook } from "./book.js";
import { ROOMY } from "./crowding.js";
import { unitsOf } from "./crs.js";
import { readGeometry } from "./decoding.js";
import { byId } from "./elements.js";
import { keepInSight, metresPerUnit, showCounty } from "./framing.js";
import { renderMarkup } from "./headings.js";
import { needsInset } from "./inset.js";
import { paletteFor, setLooks } from "./looks.js";
import { State } from "./state.js";
import { themeChoice } from "./themes.js";
import { undrawnOf } from "./undrawn.js";
import { language, setLanguage, setTexts } from "./words.js";

/** @typedef {import("./types").App} App */
/** @typedef {import("./types").Book} Book */

/** @param {string | null} wanted */
export function useLanguage(wanted) {
  setLanguage(wanted);
  renderMarkup();
}

/**
 * From which scale a middling county has room.
 * @param {Book} book
 */
function roomyFrom({ counties }) {
  const radii = counties.map(({ radius }) => radius).sort((one, other) => one - other);
  return ROOMY / (radii[radii.length >> 1] || 1);
}

/** The reader's font size as a multiple of the usual 16 pixels. */
const letterSize = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;

/** @param {App} app */
function addScene(app) {
  const { book, state, geometry } = app, from = roomyFrom(book);
  app.scene = () => ({
    geometry,
    book,
    palette: app.palette,
    theme: state.theme,
    drawn: state.derived.drawn,
    selected: book.byCode.get(state.choice.selected) ?? null,
    partnerships: state.choice.partnerships
      ? book.partnerships.filter(({ document }) => state.holds(document))
      : null,
    places: undrawnOf(state),
    hasNames: true,
    roomyFrom: from,
    hasSurroundings: book.hasSurroundings,
    size: letterSize(),
  });
}

/** @param {App} app */
function addSelection(app) {
  app.select = (code, { zoom = false, focus = false } = {}) => {
    const county = app.book.byCode.get(code);
    app.state.update({ selected: county ? code : "" });
    app.map.invalidateSize({ pan: false, animate: false });
    if (!county) return;
    if (zoom) showCounty(app, county);
    else keepInSight(app, county);
    if (focus) byId("card-title").focus({ preventScroll: true });
  };
}

/** @param {App} app */
function addThemes(app) {
  app.chooseTheme = (theme) => {
    if (theme === app.state.theme) return;
    app.keepAddress();
    app.state.update(themeChoice(app.state.choice, theme));
  };
}

/** @param {App} app */
function addAddress(app) {
  let written = "";
  // Inside a notebook the page is a frame's source and has no address of its own to write.
  const hasAddress = location.protocol !== "about:";
  app.writeAddress = () => {
    const own = language === app.initialLanguage ? null : language;
    written = addressOf(app.state.choice, app.book, own);
    if (!hasAddress || written === location.hash.slice(1)) return;
    history.replaceState(null, "", written ? `#${written}` : location.pathname + location.search);
  };
  // The next change writes over this copy, and "back" finds the present address.
  app.keepAddress = () => {
    if (hasAddress) history.pushState(null, "", location.href);
  };
  app.readAddress = () => {
    const { choice, language: wanted } = readAddress(location.hash, app.book);
    useLanguage(wanted ?? app.initialLanguage);
    app.state.update(choice);
  };
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) === written) return;
    app.readAddress();
    app.render();
  });
}

/**
 * Everything that is read from the page, and the choice in its address.
 * @param {L.Map} map @param {Window["countyTypologyPack"]} pack
 * @returns {App} without its panels
 */
export function createApp(map, pack) {
  const toUnits = unitsOf(/** @type {L.CRS} */ (map.options.crs));
  const raw = JSON.parse(pack.text("page-records"));
  setLooks(raw.looks);
  setTexts(raw.texts, () => JSON.parse(pack.text("page-english")));
  const geometry = readGeometry(pack.bytes("page-geometry"), toUnits), book = readBook(raw, toUnits);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const app = /** @type {App} */ ({
    map,
    book,
    geometry,
    toUnits,
    state: new State(book),
    initialLanguage: raw.language,
    hasInset: needsInset(book, geometry),
    metresPerUnit: metresPerUnit(map, geometry.extent("counties")),
    palette: paletteFor(dark.matches),
  });
  addScene(app);
  addSelection(app);
  addThemes(app);
  addAddress(app);
  dark.addEventListener("change", () => {
    app.palette = paletteFor(dark.matches);
    app.render();
  });
  app.readAddress();
  return app;
}
