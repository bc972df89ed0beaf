// Mouse, touch and keyboard on the map.
import { byId, el, replaceIn } from "./elements.js";
import { nameOf, typeText } from "./names.js";
import { joint, textOf } from "./words.js";

/** @typedef {import("./types").App} App */
/** @typedef {import("./types").County} County */

/** @param {App} app @param {L.LatLng} position @returns {County | null} */
function countyAt(app, position) {
  const point = /** @type {L.CRS} */ (app.map.options.crs).latLngToPoint(position, 0);
  const at = app.geometry.at("counties", point.x, point.y);
  return at < 0 ? null : app.book.counties[at];
}

/** @param {App} app @param {County} county @param {L.Point} place */
function showTip(app, county, { x, y }) {
  const tip = byId("map-tip"), types = app.state.drawnOf(county).map(typeText);
  const words = types.join(joint()) || textOf("tip.none");
  replaceIn(tip, el("strong", {}, nameOf(county)), el("span", {}, words));
  const size = app.map.getSize(), isLow = y + 18 + tip.offsetHeight > size.y;
  tip.style.left = `${Math.min(x + 14, size.x - tip.offsetWidth - 6)}px`;
  tip.style.top = `${isLow ? y - tip.offsetHeight - 10 : y + 18}px`;
}

/** @param {App} app */
function addKeys(app) {
  const frame = app.map.getContainer();
  frame.addEventListener("keydown", (event) => {
    if (event.target !== frame) return;
    if (event.key === "Escape") app.select("");
    if (event.key !== "Enter") return;
    const county = countyAt(app, app.map.getCenter());
    if (county) app.select(county.countyCode, { focus: true });
  });
}

/** @param {App} app */
export function addPointing(app) {
  const { map, state } = app, tip = byId("map-tip");
  map.on("click", (event) => {
    const code = countyAt(app, event.latlng)?.countyCode ?? "";
    app.select(code === state.choice.selected ? "" : code);
  });
  map.on("mousemove", (event) => {
    const county = countyAt(app, event.latlng);
    map.getContainer().classList.toggle("over-county", Boolean(county));
    tip.hidden = !county;
    if (county) showTip(app, county, event.containerPoint);
  });
  map.on("mouseout zoomstart movestart", () => { tip.hidden = true; });
  addKeys(app);
}
