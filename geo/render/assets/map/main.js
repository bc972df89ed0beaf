// Puts the page together once Leaflet's map exists. Folium's own script calls start.
function hasNation(book) {
  return book.edition.key === "all" || book.outlines[0].length + book.outlines[1].length >= 30;
}

function createApp(map, pack) {
  const toUnits = unitsOf(map.options.crs);
  const raw = JSON.parse(pack.text("page-records"));
  texts = raw.texts;
  readEnglish = () => new Map(JSON.parse(pack.text("page-english")));
  const geometry = readGeometry(pack.bytes("page-geometry"), toUnits), book = readRecords(raw, toUnits), state = createState(book);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const radii = book.counties.map((c) => c.radius).sort((a, b) => a - b), median = radii[radii.length >> 1] || 1;
  const app = { map, book, state, geometry, toUnits, initialLanguage: raw.language, hasInset: hasNation(book) && geometry.lines.length > 0 };
  // The projection is an equal-area one: one number of metres a map unit serves the whole page.
  app.metresPerUnit = metresPerUnit(map, geometry.extent("counties"));
  app.palette = paletteFor(book, dark.matches);
  app.scene = () => ({
    geometry, book, palette: app.palette, drawn: state.derived.drawn, selected: book.byCode.get(state.value.selected) || null,
    partnerships: state.value.partnerships ? book.partnerships.filter((p) => state.isHeld(p.document)) : null, label: true,
    casingFrom: 6 / median, hasSurroundings: raw.hasSurroundings,
    size: parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1,
  });
  dark.addEventListener("change", () => { app.palette = paletteFor(book, dark.matches); app.render(); });
  return app;
}

function metresPerUnit(map, box) {
  const x = (box[0] + box[2]) / 2, y = (box[1] + box[3]) / 2, step = (box[2] - box[0]) / 100;
  const at = (dx) => map.options.crs.pointToLatLng(L.point(x + dx, y), 0);
  return at(0).distanceTo(at(step)) / step;
}

// Show a box of map units, leaving room for what lies over the map.
function showBox(app, box, { margin = 24, closest = 30, animate = false } = {}) {
  const size = app.map.getSize(), reach = (k) => Math.max(box[k + 2] - box[k], 1e-9);
  const scale = Math.min((size.x - 2 * margin) / reach(0), (size.y - 2 * margin) / reach(1));
  const zoom = Math.min(Math.floor(Math.log2(Math.max(scale, 1e-3)) * 20) / 20, closest);
  const middle = app.map.options.crs.pointToLatLng(L.point((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), 0);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  app.map.setView(middle, zoom, { animate: animate && !calm });
}

// The card may have come to lie where the county was.
function keepInSight(app, county) {
  const place = app.map.options.crs.pointToLatLng(L.point(...county.anchor), 0), at = app.map.latLngToContainerPoint(place), size = app.map.getSize();
  const below = window.matchMedia("(max-width: 860px)").matches ? Math.max(0, app.map.getContainer().getBoundingClientRect().bottom - byId("county-card").getBoundingClientRect().top) : 0;
  if (at.x < 30 || at.y < 30 || at.x > size.x - 30 || at.y > size.y - 30 - below) app.map.panTo(place, { animate: false });
}

function addSelection(app) {
  app.select = (code, { zoom = false, focus = false } = {}) => {
    const county = app.book.byCode.get(code);
    app.state.update({ selected: county ? code : "" });
    app.map.invalidateSize({ pan: false, animate: false });
    if (county && !zoom) keepInSight(app, county);
    if (county && zoom) {
      const box = app.geometry.boxes.counties[county.at], pad = Math.max(box[2] - box[0], box[3] - box[1]) * 0.9;
      showBox(app, [box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad], { closest: 11, animate: true });
    }
    if (county && focus) byId("card-title").focus({ preventScroll: true });
  };
}

function countyAt(app, latlng) {
  const point = app.map.options.crs.latLngToPoint(latlng, 0), at = app.geometry.at("counties", point.x, point.y);
  return at < 0 ? null : app.book.counties[at];
}

function addPointing(app) {
  const { map, state } = app, tip = byId("map-tip");
  map.on("click", (event) => {
    const county = countyAt(app, event.latlng);
    app.select(county && county.code !== state.value.selected ? county.code : "");
  });
  map.on("mousemove", (event) => {
    const county = countyAt(app, event.latlng);
    map.getContainer().classList.toggle("over-county", Boolean(county));
    tip.hidden = !county;
    if (!county) return;
    const types = state.derived.drawn[county.at].map((d) => typeText(d));
    replaceIn(tip, el("strong", {}, nameOf(county)), el("span", {}, types.join(joint()) || t("tip.none")));
    const size = map.getSize(), { x, y } = event.containerPoint;
    tip.style.left = Math.min(x + 14, size.x - tip.offsetWidth - 6) + "px";
    tip.style.top = (y + 18 + tip.offsetHeight > size.y ? y - tip.offsetHeight - 10 : y + 18) + "px";
  });
  map.on("mouseout zoomstart movestart", () => { tip.hidden = true; });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.target !== map.getContainer()) return;
    if (event.key === "Enter") {
      const county = countyAt(app, map.getCenter());
      if (county) app.select(county.code, { focus: true });
    } else if (event.key === "Escape") app.select("");
  });
}

function addInset(app) {
  const canvas = byId("south-sea");
  byId("south-sea-frame").hidden = !app.hasInset;
  return () => {
    if (!app.hasInset) return;
    const density = window.devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight, context = canvas.getContext("2d");
    canvas.width = width * density;
    canvas.height = height * density;
    context.setTransform(density, 0, 0, density, 0, 0);
    paintInset(new CanvasPen(context, density), app.scene(), app.toUnits, width, height);
  };
}

// Words that the script composes: title, documents, sources.
function renderHeadings(app) {
  const { book } = app, name = inLanguage(book.edition.name);
  if (app.map.attributionControl) {
    app.map.attributionControl.setPrefix(false);
    app.map.attributionControl.removeAttribution(app.credit || "");
    app.map.attributionControl.addAttribution((app.credit = t("map.credit")));
  }
  document.title = t("page.title", { edition: plain(name) });
  byId("page-title").textContent = t("page.title", { edition: plain(name) });
  replaceIn(byId("page-documents"), book.documents.map((d) => el("li", {}, el("span", { class: "document-title" }, titled(d.title)),
    el("span", { class: "aside" }, [say(d.issuer), say(d.number), dateText(d.issued)].filter(Boolean).join(" · ")),
    d.source && el("span", { class: "aside" }, say(d.source)), targetList(d.indicators || []))));
  byId("note-source").textContent = t("notes.source", { citation: plain(say(book.vintage.citation)), date: book.vintage.date });
  byId("page-summary").textContent = t("page.summary", { counties: book.counties.length, documents: book.documents.length, vintage: plain(say(book.vintage.title)) });
  byId("map").setAttribute("aria-label", t("map.label", { edition: plain(name) }));
  const other = language === "zh" ? "en" : "zh";
  byId("switch-language").textContent = t("page.other_language");
  byId("switch-language").lang = other === "zh" ? "zh-CN" : "en";
}

function addLanguages(app) {
  byId("switch-language").addEventListener("click", () => {
    setLanguage(language === "zh" ? "en" : "zh");
    app.render();
    app.writeAddress();
  });
  for (const link of document.querySelectorAll("[data-jump]")) {
    link.addEventListener("click", (event) => { event.preventDefault(); byId(link.dataset.jump).focus(); byId(link.dataset.jump).scrollIntoView(); });
  }
  byId("table-fold").addEventListener("click", () => {
    const isOpen = document.body.classList.toggle("has-table");
    byId("table-fold").setAttribute("aria-expanded", String(isOpen));
    app.map.invalidateSize({ animate: false });
  });
}

function addAddress(app) {
  let written = "";
  // Inside a notebook the page is a frame's source and has no address of its own to write.
  const hasAddress = location.protocol !== "about:";
  app.writeAddress = () => {
    written = addressOf(app.state, app.book, app.initialLanguage);
    if (!hasAddress || written === location.hash.slice(1)) return;
    history.replaceState(null, "", written ? "#" + written : location.pathname + location.search);
  };
  app.readAddress = () => {
    const { patch, language: wanted } = readAddress(location.hash, app.book);
    setLanguage(wanted || app.initialLanguage);
    app.state.update(patch);
  };
  window.addEventListener("hashchange", () => { if (location.hash.slice(1) !== written) { app.readAddress(); app.render(); } });
}

function start(map) {
  const app = createApp(map, window.countyTypologyPack);
  addSelection(app);
  addAddress(app);
  app.readAddress();
  const legend = createLegend(app), card = createCard(app), filters = createFilters(app), table = createTable(app), layer = new CountyLayer(app.scene);
  app.isMoving = () => map._animatingZoom || layer.isDrawing();
  const search = createSearch(app), printing = createPrinting(app), inset = addInset(app);
  let complete = null;
  app.render = () => {
    complete.finish();
    renderHeadings(app);
    legend.render();
    card.render();
    filters.render();
    table.render();
    layer.redraw();
    inset();
  };
  app.state.listen((patch) => {
    complete.finish();
    const isSelection = Object.keys(patch).every((key) => key === "selected" || key === "partnerships");
    if (!isSelection) { legend.render(); filters.render(); table.render(); inset(); }
    card.render();
    table.renderSelection();
    layer.redraw();
    app.writeAddress();
  });
  document.body.classList.toggle("is-national", app.hasInset);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  map.setMinZoom(2).setMaxZoom(14);
  // Leaflet reads its zoomAnimation option before this script has a say.
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) map._zoomAnimated = false;
  const fit = () => { map.invalidateSize({ animate: false }); showBox(app, geometryBox(app)); };
  // Words first: they settle how much room the map has, and it is then drawn once.
  renderHeadings(app);
  legend.render();
  card.render();
  filters.showUsed();
  fit();
  layer.addTo(map);
  complete = later([
    () => layer.complete(),
    () => filters.render(),
    () => { table.render(); table.show(); table.renderSelection(); },
    inset,
  ], () => table.onFilled(() => performance.mark("county-typology-complete")));
  addPointing(app);
  addLanguages(app);
  byId("fit-map").addEventListener("click", fit);
  watchSize(app, fit);
  return {
    select: (code) => app.select(code || ""),
    setTypology(key, on) {
      if (!app.book.byKey.has(key)) throw new RangeError(t("api.unknown_typology", { key }));
      const next = new Set(app.state.value.on);
      if (on) next.add(key);
      else next.delete(key);
      app.state.update({ on: next });
    },
    state: () => Object.fromEntries(app.book.typologies.map((typology) => [typology.key, app.state.drawnCodes(typology.key)])),
    view: () => ({ ...app.state.value, on: [...app.state.value.on], language, zoom: map.getZoom() }),
    candidates: () => Object.fromEntries(app.book.typologies.map((typology) => [typology.key, app.state.drawnCodes(typology.key, true)])),
    find: (text) => search.find(text).map((county) => county.code),
    csv: table.csv,
    isComplete: () => complete.isDone() && table.isFilled(),
    fit,
    drawPrint: printing.draw,
    map,
  };
}

// What the first picture does not wait for, piece by piece whenever the browser has time. Whoever
// cannot wait (a selection, a filter) does it all at once.
function later(pieces, then) {
  const run = () => {
    if (!pieces.length) return;
    pieces.shift()();
    if (!pieces.length) then();
  };
  const finish = () => { while (pieces.length) run(); };
  const idle = window.requestIdleCallback ? (next) => window.requestIdleCallback(next, { timeout: 300 }) : (next) => setTimeout(next, 50);
  const step = () => { run(); if (pieces.length) idle(step); };
  // Two frames on, the first picture is on the screen. A page in the background has no frames.
  const begin = () => requestAnimationFrame(() => requestAnimationFrame(() => idle(step)));
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin, { once: true });
  setTimeout(finish, 1000);
  return { finish, isDone: () => !pieces.length };
}

const geometryBox = (app) => app.geometry.extent("counties");

// Until a hand has moved the map, it keeps fitting the frame it is given.
function watchSize(app, fit) {
  let isTouched = false;
  const touch = () => { isTouched = true; };
  for (const event of ["pointerdown", "wheel", "keydown"]) app.map.getContainer().addEventListener(event, touch, { passive: true });
  if (typeof ResizeObserver === "undefined") return;
  new ResizeObserver(() => {
    const frame = app.map.getContainer();
    if (app.map.getSize().equals([frame.clientWidth, frame.clientHeight])) return;
    if (isTouched) app.map.invalidateSize({ pan: false, animate: false });
    else fit();
  }).observe(app.map.getContainer());
}

L.CRS.CountyAlbers = albersCrs(JSON.parse(byId("page-projection").textContent));
window.countyTypology = {
  start(map) {
    window.countyTypology = start(map);
    document.documentElement.classList.remove("is-starting");
    performance.mark("county-typology-started");
  },
};
