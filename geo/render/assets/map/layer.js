// The county layer: one canvas that Leaflet moves and scales while a hand does, redrawn at rest.
// More counties than this are redrawn behind the picture on show, a few milliseconds a frame.
const MANY = 600, SLICE = 3;
// Share of the frame's width and height that is drawn beyond each edge.
const AROUND = 0.1;

const CountyLayer = L.Renderer.extend({
  options: { padding: 0, pane: "overlayPane" },

  initialize(sceneOf) {
    L.Renderer.prototype.initialize.call(this, {});
    this._layers = {};
    this._isFirst = true;
    this._sceneOf = sceneOf;
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._context = this._container.getContext("2d");
  },

  _destroyContainer() {
    L.DomUtil.remove(this._container);
    delete this._container;
  },

  _updatePaths() {},

  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), moveend: this._settle };
  },

  // After a movement. A view that was drawn already (Leaflet tells of some twice) is left as it is.
  _settle() {
    const map = this._map, shown = this._bounds && map.getZoom() === this._zoom && map.getCenter().equals(this._center, 0);
    if (shown && !this._isStale && map.getSize().equals(this._shownSize)) return;
    if (this._isFirst || this._sceneOf().book.counties.length <= MANY || map._animatingZoom) this._update();
    else this._drawBehind();
  },

  // Several changes in one turn are drawn once, before the next frame; while the map zooms, after it.
  redraw() {
    this._isStale = true;
    if (!this._pending) this._pending = L.Util.requestAnimFrame(() => { this._pending = null; if (this._map) this._update(); }, this);
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Util.cancelAnimFrame(this._pending);
    this._pending = null;
    const sheet = this._begin(this._context);
    this._show(sheet);
    const write = paintShapes(sheet.pen, sheet.scene, sheet.view);
    if (!this._isFirst) write();
    this.fire("update");
  },

  isDrawing() { return Boolean(this._isBehind); },

  // What is to be drawn where, in layer points. A sheet that is begun puts an end to the one before.
  _begin(context) {
    const map = this._map, density = window.devicePixelRatio || 1, around = map.getSize().multiplyBy(this.options.padding);
    const corner = map.containerPointToLayerPoint(around.multiplyBy(-1)).round(), size = map.getSize().add(around.multiplyBy(2)).round();
    const origin = map.getPixelOrigin().add(corner), scene = this._sceneOf();
    const view = viewOf(2 ** map.getZoom(), -origin.x, -origin.y, size.x, size.y, 0.7 / density);
    Object.assign(view, this._inWindow(corner));
    const pen = new CanvasPen(context, density, [-origin.x, -origin.y], scene.size);
    this._isBehind = context !== this._context;
    this._isStale = false;
    this._sheet = { context, density, corner, size, scene, view, pen, centre: map.getCenter(), zoom: map.getZoom() };
    this._fit(this._sheet, context.canvas);
    return this._sheet;
  },

  _fit({ size, density, context }, canvas) {
    canvas.width = Math.round(size.x * density);
    canvas.height = Math.round(size.y * density);
    if (canvas === context.canvas) context.setTransform(density, 0, 0, density, 0, 0);
  },

  // Put the canvas on show where a sheet belongs.
  _show(sheet) {
    L.Renderer.prototype._update.call(this);
    this._shownSize = this._map.getSize();
    L.DomUtil.setPosition(this._container, sheet.corner);
    this._container.style.width = sheet.size.x + "px";
    this._container.style.height = sheet.size.y + "px";
  },

  _isOf(sheet) { return this._map.getZoom() === sheet.zoom && this._map.getCenter().equals(sheet.centre, 0); },

  // Draw on a canvas that is not on show, and copy it when it is done.
  _drawBehind() {
    this._updateTransform(this._map.getCenter(), this._map.getZoom());
    this._behind = this._behind || document.createElement("canvas").getContext("2d");
    const sheet = this._begin(this._behind), pieces = shapePieces(sheet.pen, sheet.scene, sheet.view);
    const probe = document.createElement("canvas").getContext("2d");
    const step = () => {
      if (this._sheet !== sheet || !this._map) return;
      // What was drawn for one view must not be shown as another: the next movement's end draws that.
      if (!this._isOf(sheet)) { this._sheet = null; this._isBehind = false; return; }
      const start = performance.now();
      let piece;
      do { piece = pieces.next(); } while (!piece.done && performance.now() - start < SLICE);
      if (piece.done) {
        piece.value();
        this._fit(sheet, this._container);
        this._show(sheet);
        this._isBehind = false;
        this._context.setTransform(1, 0, 0, 1, 0, 0);
        this._context.drawImage(this._behind.canvas, 0, 0);
        this.fire("update");
        return;
      }
      // A look at one pixel has the browser fill in now what was asked for, not all of it at the end.
      probe.drawImage(this._behind.canvas, 0, 0, 1, 1, 0, 0, 1, 1);
      L.Util.requestAnimFrame(step);
    };
    L.Util.requestAnimFrame(step);
  },

  // The first picture is what the frame shows, without names. Once it is seen they follow, and what
  // lies around it, so that a drag meets no empty edge.
  complete() {
    this._isFirst = false;
    this.options.padding = AROUND;
    if (this._map) this._update();
  },

  // Where on the canvas the frame and the controls over it lie: labels keep clear of both.
  _inWindow(corner) {
    const start = this._map.containerPointToLayerPoint([0, 0]).subtract(corner), shown = this._map.getSize();
    if (!this._covered || !this._covered.size.equals(shown)) this._covered = { size: shown, boxes: this._coveredBoxes() };
    return {
      window: [start.x, start.y, start.x + shown.x, start.y + shown.y],
      obstacles: this._covered.boxes.map((b) => [b[0] + start.x, b[1] + start.y, b[2] + start.x, b[3] + start.y]),
    };
  },

  _coveredBoxes() {
    const frame = this._map.getContainer().getBoundingClientRect();
    return [...this._map.getContainer().parentNode.querySelectorAll(".leaflet-control, #fit-map, #south-sea-frame")]
      .map((element) => element.getBoundingClientRect()).filter((r) => r.width > 0)
      .map((r) => [r.left - frame.left, r.top - frame.top, r.right - frame.left, r.bottom - frame.top]);
  },
});

// Degrees → map units, which are pixels at zoom 0. all(pairs) turns a whole array in place.
function unitsOf(crs) {
  const plain = (longitude, latitude) => {
    const point = crs.latLngToPoint(L.latLng(latitude, longitude), 0);
    return [point.x, point.y];
  };
  const units = crs.units || plain;
  const all = crs.allUnits || ((pairs) => {
    for (let i = 0; i < pairs.length; i += 2) [pairs[i], pairs[i + 1]] = units(pairs[i], pairs[i + 1]);
    return pairs;
  });
  return Object.assign((longitude, latitude) => units(longitude, latitude), { all });
}

// The South China Sea in its own frame, as national maps print it. Degrees: west, south, east, north.
const SOUTH_CHINA_SEA = [106.2, 2.6, 123.2, 25];

function boxOfDegrees([west, south, east, north], toUnits) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i <= 10; i++) {
    const longitude = west + ((east - west) * i) / 10, latitude = south + ((north - south) * i) / 10;
    for (const [lon, lat] of [[longitude, south], [longitude, north], [west, latitude], [east, latitude]]) widen(box, ...toUnits(lon, lat));
  }
  return box;
}

// What is no part of China is told from it by the border alone: the page knows no foreign coast.
function paintInset(pen, scene, toUnits, width, height) {
  const view = viewFitting(boxOfDegrees(SOUTH_CHINA_SEA, toUnits), width, height, 0);
  pen.rectangle(0, 0, width, height, scene.palette.ground);
  const quiet = { ...scene, isSmall: true, casingFrom: Infinity, label: false, selected: null, partnerships: null };
  paint(pen, quiet, view);
}
