// The county layer: one canvas that Leaflet moves and scales while a hand does, redrawn at rest.
const CountyLayer = L.Renderer.extend({
  options: { padding: 0.2, pane: "overlayPane" },

  initialize(sceneOf) {
    L.Renderer.prototype.initialize.call(this, {});
    this._layers = {};
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

  redraw() { if (this._map) this._update(); },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize(), corner = this._bounds.min, density = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(this._container, corner);
    this._container.width = Math.round(size.x * density);
    this._container.height = Math.round(size.y * density);
    this._container.style.width = size.x + "px";
    this._container.style.height = size.y + "px";
    this._context.setTransform(density, 0, 0, density, 0, 0);
    const origin = this._map.getPixelOrigin().add(corner);
    const view = viewOf(2 ** this._map.getZoom(), -origin.x, -origin.y, size.x, size.y);
    Object.assign(view, this._inWindow(corner));
    const scene = this._sceneOf();
    paint(new CanvasPen(this._context, density, [-origin.x, -origin.y], scene.size), scene, view);
    this.fire("update");
  },

  // Where on the canvas the frame and the controls over it lie: labels keep clear of both.
  _inWindow(corner) {
    const start = this._map.containerPointToLayerPoint([0, 0]).subtract(corner), shown = this._map.getSize();
    const frame = this._map.getContainer().getBoundingClientRect();
    const boxes = [...this._map.getContainer().parentNode.querySelectorAll(".leaflet-control, #fit-map, #south-sea-frame")]
      .map((element) => element.getBoundingClientRect()).filter((r) => r.width > 0);
    return {
      window: [start.x, start.y, start.x + shown.x, start.y + shown.y],
      obstacles: boxes.map((r) => [r.left - frame.left + start.x, r.top - frame.top + start.y, r.right - frame.left + start.x, r.bottom - frame.top + start.y]),
    };
  },
});

// What L.latLngToPoint yields at zoom 0, without its objects.
function unitsOf(crs) {
  return (longitude, latitude) => {
    const point = crs.latLngToPoint(L.latLng(latitude, longitude), 0);
    return [point.x, point.y];
  };
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

function paintInset(pen, scene, toUnits, width, height) {
  const view = viewFitting(boxOfDegrees(SOUTH_CHINA_SEA, toUnits), width, height, 0);
  pen.rectangle(0, 0, width, height, scene.palette.sea);
  const quiet = { ...scene, isSmall: true, label: false, selected: null, partnerships: null };
  paint(pen, quiet, view);
}
