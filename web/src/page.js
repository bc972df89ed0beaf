// Puts the page together once Leaflet's map exists: folium's own script makes it and calls start.
import { createApi } from "./api.js";
import { createApp, useLanguage } from "./app.js";
import { createCard } from "./card.js";
import { createLayer } from "./county-layer.js";
import { albersCrs } from "./crs.js";
import { byId } from "./elements.js";
import { createFilters } from "./filters.js";
import { calm, showTheme, themeBox, watchSize } from "./framing.js";
import { renderHeadings } from "./headings.js";
import { createInset } from "./inset.js";
import { later } from "./later.js";
import { createLegend } from "./legend.js";
import { addPointing } from "./pointing.js";
import { createPrinting } from "./printing.js";
import { createSearchBox } from "./search-box.js";
import { leavesTypes } from "./state.js";
import { createTable } from "./table.js";
import { createThemeSwitch } from "./theme-switch.js";
import { otherLanguage } from "./words.js";

/** @typedef {import("./types").App} App */

/** @param {App} app */
function addSwitches(app) {
  byId("switch-language").addEventListener("click", () => {
    useLanguage(otherLanguage());
    app.render();
    app.writeAddress();
  });
  for (const link of document.querySelectorAll("[data-jump]")) {
    link.addEventListener("click", (event) => {
      const target = byId(link.getAttribute("data-jump") ?? "");
      event.preventDefault();
      target.focus();
      target.scrollIntoView();
    });
  }
  byId("table-fold").addEventListener("click", () => {
    const isOpen = document.body.classList.toggle("has-table");
    byId("table-fold").setAttribute("aria-expanded", String(isOpen));
    app.map.invalidateSize({ animate: false });
  });
}

/** @param {App} app */
function createParts(app) {
  const layer = createLayer(app.scene);
  app.isMoving = () => Boolean(/** @type {any} */ (app.map)._animatingZoom) || layer.isDrawing();
  return {
    layer,
    themes: createThemeSwitch(app),
    legend: createLegend(app),
    card: createCard(app),
    filters: createFilters(app),
    table: createTable(app),
    search: createSearchBox(app),
    printing: createPrinting(app),
    drawInset: createInset(app),
  };
}

/**
 * Redraw the parts that a change affects, after finishing deferred work.
 * @param {App} app @param {ReturnType<typeof createParts>} parts @param {() => void} finish
 */
function addRendering(app, { themes, legend, card, filters, table, layer, drawInset }, finish) {
  app.render = () => {
    finish();
    renderHeadings(app);
    themes.render();
    legend.render();
    card.render();
    filters.render();
    table.render();
    layer.redraw();
    drawInset();
  };
  app.state.listen((patch) => {
    finish();
    if (!leavesTypes(patch)) {
      legend.render();
      filters.render();
      table.render();
      drawInset();
    }
    card.render();
    table.renderSelection();
    layer.redraw();
    app.writeAddress();
  });
}

/**
 * Another theme has another title; where it is about other provinces, the map moves there, unless a
 * county is chosen.
 * @param {App} app @param {ReturnType<typeof createParts>["themes"]} themes @param {() => void} fit
 */
function followTheme(app, themes, fit) {
  let shown = app.state.theme;
  app.state.listen(() => {
    const { theme, choice } = app.state, last = shown;
    if (theme === last) return;
    shown = theme;
    renderHeadings(app);
    themes.render();
    const hasMoved = String(themeBox(app, theme)) !== String(themeBox(app, last));
    if (hasMoved && !choice.selected) fit();
  });
}

/** @param {L.Map} map */
function start(map) {
  const app = createApp(map, window.countyTypologyPack), parts = createParts(app);
  const { layer, themes, legend, card, filters, table, drawInset } = parts;
  document.body.classList.toggle("is-national", app.hasInset);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  map.setMinZoom(2).setMaxZoom(14);
  calm(map);
  const fit = () => {
    map.invalidateSize({ animate: false });
    showTheme(app);
  };
  // Words first: they determine the size of the map, which is then drawn once.
  renderHeadings(app);
  themes.render();
  legend.render();
  card.render();
  filters.showUsed();
  fit();
  layer.addTo(map);
  const fillTable = () => {
    table.render();
    table.show();
    table.renderSelection();
  };
  const whenDone = () => table.onFilled(() => performance.mark("county-typology-complete"));
  const rest = later([() => layer.complete(), () => filters.render(), fillTable, drawInset], whenDone);
  addRendering(app, parts, rest.finish);
  followTheme(app, themes, fit);
  addPointing(app);
  addSwitches(app);
  byId("fit-map").addEventListener("click", fit);
  watchSize(app, fit);
  return createApi(app, parts, { fit, isComplete: () => rest.isDone() && table.isFilled() });
}

/** @type {any} */ (L.CRS).CountyAlbers = albersCrs(JSON.parse(byId("page-projection").textContent));
window.countyTypology = {
  /** @param {L.Map} map */
  start(map) {
    window.countyTypology = start(map);
    document.documentElement.classList.remove("is-starting");
    performance.mark("county-typology-started");
  },
};
