// The counties on Leaflet's map: one canvas. Leaflet transforms it during drag and zoom, and it is
// redrawn when movement ends.
import { viewOf } from "./boxes.js";
import { CanvasPen, contextOf } from "./canvas-pen.js";
import { paintShapes, shapePieces } from "./painter.js";

/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").Scene} Scene */
/** @typedef {ReturnType<typeof sheetOf>} Sheet */

// More counties than this are redrawn behind the picture on show, some milliseconds a frame.
const MANY = 600, SLICE = 3;
// Share of the frame's width and height that is drawn beyond each edge.
const AROUND = 0.1;
// Points nearer than this share of a device pixel are left out.
const TOLERANCE = 0.7;
const OVER_THE_MAP = ".leaflet-control, #fit-map, #south-sea-frame";

/** @param {L.Map} map @returns {Box[]} what covers the map, in pixels of its frame */
function coveredBoxes(map) {
  const frame = map.getContainer(), { left, top } = frame.getBoundingClientRect();
  return [.../** @type {Element} */ (frame.parentNode).querySelectorAll(OVER_THE_MAP)]
    .map((element) => element.getBoundingClientRect()).filter((rect) => rect.width > 0)
    .map((rect) => [rect.left - left, rect.top - top, rect.right - left, rect.bottom - top]);
}

/** @param {Box} box @param {{x: number, y: number}} by @returns {Box} */
const shifted = (box, { x, y }) => [box[0] + x, box[1] + y, box[2] + x, box[3] + y];

/**
 * A sheet to draw, with its place and view in layer points.
 * @param {L.Map} map @param {Scene} scene
 * @param {{context: CanvasRenderingContext2D, padding: number, covered: Box[]}} options
 */
function sheetOf(map, scene, { context, padding, covered }) {
  const density = window.devicePixelRatio || 1, shown = map.getSize(), around = shown.multiplyBy(padding);
  const corner = map.containerPointToLayerPoint(around.multiplyBy(-1)).round();
  const size = shown.add(around.multiplyBy(2)).round(), origin = map.getPixelOrigin().add(corner);
  const placed = { scale: 2 ** map.getZoom(), x: -origin.x, y: -origin.y };
  const view = viewOf(placed, size.x, size.y, TOLERANCE / density);
  // Where the frame and the controls over it are: labels keep clear of both.
  const start = map.containerPointToLayerPoint([0, 0]).subtract(corner);
  view.window = shifted([0, 0, shown.x, shown.y], start);
  view.obstacles = covered.map((box) => shifted(box, start));
  const pen = new CanvasPen(context, density, { shift: [-origin.x, -origin.y], size: scene.size });
  return { context, density, corner, size, scene, view, pen, centre: map.getCenter(), zoom: map.getZoom() };
}

/** @param {Sheet} sheet @param {HTMLCanvasElement} canvas @returns {void} */
function fit({ size, density, context }, canvas) {
  canvas.width = Math.round(size.x * density);
  canvas.height = Math.round(size.y * density);
  if (canvas === context.canvas) context.setTransform(density, 0, 0, density, 0, 0);
}

/** @param {L.Map} map @param {{zoom: number, centre: L.LatLng}} view is it the one that the map has? */
const isOf = (map, { zoom, centre }) => map.getZoom() === zoom && map.getCenter().equals(centre, 0);

/** Leaflet's types leave out what is meant for its own classes. @type {any} */
const renderer = L.Renderer.prototype;

/**
 * A layer of Leaflet; its methods with a low line are called by Leaflet.
 * @param {() => Scene} sceneOf
 * @returns {any}
 */
export const createLayer = (sceneOf) => new (L.Renderer.extend(/** @type {any} */ ({
  options: { padding: 0, pane: "overlayPane" },

  initialize() {
    renderer.initialize.call(this, {});
    this._layers = {};
    this._isFirst = true;
    this._sceneOf = sceneOf;
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._context = contextOf(this._container);
  },

  _destroyContainer() {
    L.DomUtil.remove(this._container);
    delete this._container;
  },

  _updatePaths() {},

  getEvents() {
    return { ...renderer.getEvents.call(this), moveend: this._settle };
  },

  // After a movement. A view that was drawn already (Leaflet reports some twice) is left as it is.
  _settle() {
    const map = this._map, shown = { zoom: this._zoom, centre: this._center };
    const hasMoved = !this._bounds || !isOf(map, shown);
    if (!hasMoved && !this._isStale && map.getSize().equals(this._shownSize)) return;
    const isQuick = this._sceneOf().book.counties.length <= MANY;
    if (this._isFirst || isQuick || map._animatingZoom) this._update();
    else this._drawBehind();
  },

  // Several changes in one turn are drawn once, before the next frame; while the map zooms, after it.
  redraw() {
    this._isStale = true;
    this._pending ??= L.Util.requestAnimFrame(() => {
      this._pending = null;
      if (this._map) this._update();
    }, this);
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

  isDrawing() {
    return Boolean(this._isBehind);
  },

  // Beginning a sheet ends the previous one.
  /** @param {CanvasRenderingContext2D} context */
  _begin(context) {
    const { padding } = this.options, covered = this._covered();
    this._isBehind = context !== this._context;
    this._isStale = false;
    this._sheet = sheetOf(this._map, this._sceneOf(), { context, padding, covered });
    fit(this._sheet, context.canvas);
    return this._sheet;
  },

  // Measured once for each size of the map.
  _covered() {
    const size = this._map.getSize();
    if (!this._kept?.size.equals(size)) this._kept = { size, boxes: coveredBoxes(this._map) };
    return this._kept.boxes;
  },

  // Put the canvas on show at a sheet's place.
  /** @param {Sheet} sheet */
  _show(sheet) {
    renderer._update.call(this);
    this._shownSize = this._map.getSize();
    L.DomUtil.setPosition(this._container, sheet.corner);
    this._container.style.width = `${sheet.size.x}px`;
    this._container.style.height = `${sheet.size.y}px`;
  },

  // Draw on a canvas that is not on show, and copy it when it is done.
  _drawBehind() {
    this._updateTransform(this._map.getCenter(), this._map.getZoom());
    this._behind ??= contextOf(document.createElement("canvas"));
    const sheet = this._begin(this._behind), pieces = shapePieces(sheet.pen, sheet.scene, sheet.view);
    const probe = contextOf(document.createElement("canvas"));
    const step = () => {
      if (this._sheet !== sheet || !this._map) return;
      // What was drawn for one view must not be shown as another: the next movement's end draws that.
      if (!isOf(this._map, sheet)) {
        this._sheet = null;
        this._isBehind = false;
        return;
      }
      const start = performance.now();
      let piece;
      do piece = pieces.next();
      while (!piece.done && performance.now() - start < SLICE);
      if (piece.done) {
        piece.value();
        this._copy(sheet);
        return;
      }
      // Reading one pixel makes the browser paint now, instead of everything at the end.
      probe.drawImage(this._behind.canvas, 0, 0, 1, 1, 0, 0, 1, 1);
      L.Util.requestAnimFrame(step);
    };
    L.Util.requestAnimFrame(step);
  },

  /** @param {Sheet} sheet */
  _copy(sheet) {
    fit(sheet, this._container);
    this._show(sheet);
    this._isBehind = false;
    this._context.setTransform(1, 0, 0, 1, 0, 0);
    this._context.drawImage(this._behind.canvas, 0, 0);
    this.fire("update");
  },

  // The first picture is what the frame shows, without names. Once it is seen they follow, and what
  // is around it, so that a drag meets no empty edge.
  complete() {
    this._isFirst = false;
    this.options.padding = AROUND;
    if (this._map) this._update();
  },
})))();
