// The part of the map in the frame.
import { emptyBox, widenBy } from "./boxes.js";
import { GRID } from "./decoding.js";
import { byId } from "./elements.js";

/** @typedef {import("./types").App} App */
/** @typedef {import("./types").Box} Box */

const MARGIN = 24, CLOSEST = 30;
// Zooms are whole multiples of this.
const STEPS_PER_ZOOM = 20;
// Pixels from the frame's edge within which a county is out of sight.
const EDGE = 30;
/** Width up to which the card covers the map. */
const NARROW = "(max-width: 860px)";

const isCalm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** @param {App} app @param {number} x @param {number} y in map units */
const placeOf = (app, x, y) => /** @type {L.CRS} */ (app.map.options.crs).pointToLatLng(L.point(x, y), 0);

/**
 * The projection is an equal-area one: one number of metres a map unit is true of the whole page.
 * @param {L.Map} map @param {Box} box
 */
export function metresPerUnit(map, box) {
  const crs = /** @type {L.CRS} */ (map.options.crs);
  const x = (box[0] + box[2]) / 2, y = (box[1] + box[3]) / 2, step = (box[2] - box[0]) / 100;
  return crs.pointToLatLng(L.point(x, y), 0).distanceTo(crs.pointToLatLng(L.point(x + step, y), 0)) / step;
}

/**
 * Show a box of map units, with a margin of pixels.
 * @param {App} app @param {Box} box
 * @param {{margin?: number, closest?: number, animate?: boolean}} [options] closest: the largest zoom
 */
export function showBox(app, box, { margin = MARGIN, closest = CLOSEST, animate = false } = {}) {
  const size = app.map.getSize();
  const width = Math.max(box[2] - box[0], 1e-9), height = Math.max(box[3] - box[1], 1e-9);
  const scale = Math.min((size.x - 2 * margin) / width, (size.y - 2 * margin) / height);
  const zoom = Math.floor(Math.log2(Math.max(scale, 1e-3)) * STEPS_PER_ZOOM) / STEPS_PER_ZOOM;
  const middle = placeOf(app, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
  app.map.setView(middle, Math.min(zoom, closest), { animate: animate && !isCalm() });
}

/** @typedef {import("./types").Theme} Theme */

/** North of it are all counties of Hainan island. */
const SEA_NORTH = 18;

/** @param {import("./types").County} county is it of the islands that the inset shows? */
const isInSea = ({ anchorLatitude }) => anchorLatitude / GRID < SEA_NORTH;

/** @type {WeakMap<Theme, Box>} */
const themeBoxes = new WeakMap();

/**
 * Where a theme has anything to say; what the inset shows is left to it.
 * @param {App} app @param {Theme} theme
 */
export function themeBox({ geometry, hasInset }, theme) {
  const box = themeBoxes.get(theme) ?? emptyBox();
  if (themeBoxes.has(theme)) return box;
  const inFrame = theme.counties.filter((county) => !hasInset || !isInSea(county));
  for (const { at } of inFrame.length ? inFrame : theme.counties) widenBy(box, geometry.boxes.counties[at]);
  themeBoxes.set(theme, box);
  return box;
}

/**
 * Show the theme's region, and the chosen county where it is beyond it.
 * @param {App} app
 */
export function showTheme(app) {
  const { geometry, book, state } = app, box = /** @type {Box} */ ([...themeBox(app, state.theme)]);
  const county = book.byCode.get(state.choice.selected);
  if (county) widenBy(box, geometry.boxes.counties[county.at]);
  showBox(app, box);
}

/**
 * Show a county with what is around it.
 * @param {App} app @param {import("./types").County} county
 */
export function showCounty(app, county) {
  const box = app.geometry.boxes.counties[county.at];
  const pad = Math.max(box[2] - box[0], box[3] - box[1]) * 0.9;
  const wide = /** @type {Box} */ ([box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad]);
  showBox(app, wide, { closest: 11, animate: true });
}

/**
 * The card may now be where the county was: then the county moves into sight.
 * @param {App} app @param {import("./types").County} county
 */
export function keepInSight(app, county) {
  const place = placeOf(app, ...county.anchor), at = app.map.latLngToContainerPoint(place);
  const size = app.map.getSize(), frame = app.map.getContainer().getBoundingClientRect();
  const isNarrow = window.matchMedia(NARROW).matches;
  const covered = isNarrow ? Math.max(0, frame.bottom - byId("county-card").getBoundingClientRect().top) : 0;
  const isInSight = at.x >= EDGE && at.y >= EDGE && at.x <= size.x - EDGE && at.y <= size.y - EDGE - covered;
  if (!isInSight) app.map.panTo(place, { animate: false });
}

/**
 * Until the reader moves the map, it is refitted whenever the frame changes size.
 * @param {App} app @param {() => void} fit
 */
export function watchSize(app, fit) {
  const frame = app.map.getContainer();
  let isTouched = false;
  for (const event of ["pointerdown", "wheel", "keydown"]) {
    frame.addEventListener(event, () => { isTouched = true; }, { passive: true });
  }
  if (typeof ResizeObserver === "undefined") return;
  new ResizeObserver(() => {
    if (app.map.getSize().equals([frame.clientWidth, frame.clientHeight])) return;
    if (isTouched) app.map.invalidateSize({ pan: false, animate: false });
    else fit();
  }).observe(frame);
}

/**
 * Leaflet reads its own option before this script runs.
 * @param {L.Map} map
 */
export function calm(map) {
  if (isCalm()) /** @type {any} */ (map)._zoomAnimated = false;
}
