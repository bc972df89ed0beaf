// An A4 sheet, landscape, drawn afresh: the map as vectors, fitted, with everything a map needs.
import { viewFitting } from "./boxes.js";
import { byId, el, replaceIn, svg } from "./elements.js";
import { themeBox } from "./framing.js";
import { sourceText } from "./headings.js";
import { paintInset } from "./inset.js";
import { exampleRows } from "./legend.js";
import { paletteFor } from "./looks.js";
import { paint } from "./painter.js";
import { northArrow, scaleBar, scaleDrawing } from "./sheet.js";
import { SvgPen } from "./svg-pen.js";
import { swatch } from "./swatch.js";
import { joint, localised, plain, quoted, textOf, titled } from "./words.js";

/** @typedef {import("./types").App} App */
/** @typedef {import("./types").Box} Box */
/** @typedef {import("./types").Palette} Palette */
/** @typedef {import("./types").Scene} Scene */

const WIDTH = 760, HEIGHT = 580, MARGIN = 14, TOLERANCE = 0.25;
const INSET = { width: 110, height: 146, gap: 8 };
// More counties than this are drawn with finer lines and smaller names.
const MANY = 60;
const INK = "#1c1c1a";
/** Where the scale bar and the inset are: names keep clear of both. */
const BAR_BOX = /** @type {Box} */ ([0, HEIGHT - 44, 230, HEIGHT]);
const INSET_BOX = /** @type {Box} */ ([WIDTH - 122, HEIGHT - 158, WIDTH, HEIGHT]);

/** @param {App} app @param {Scene} scene */
function insetDrawing(app, scene) {
  const { width, height, gap } = INSET, left = WIDTH - width - gap, top = HEIGHT - height - gap;
  const root = svg("svg", { x: left, y: top, width, height, viewBox: `0 0 ${width} ${height}` });
  paintInset(new SvgPen(root, "inset"), scene, app.toUnits, width, height);
  root.append(svg("rect", { width, height, fill: "none", stroke: INK, "stroke-width": 1.4 }));
  const font = { size: 10, colour: INK, paper: "#ffffff" };
  new SvgPen(root, "inset-name").text(width / 2, height - 9, textOf("map.south_sea"), font);
  return root;
}

/** @param {App} app @param {Palette} palette */
function mapDrawing(app, palette) {
  const size = { width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}` };
  const root = svg("svg", { ...size, class: "print-map", role: "img" });
  const extent = themeBox(app, app.state.theme);
  const view = viewFitting(extent, WIDTH, HEIGHT, { margin: MARGIN, tolerance: TOLERANCE });
  view.obstacles = app.hasInset ? [BAR_BOX, INSET_BOX] : [BAR_BOX];
  const isSmall = app.book.counties.length > MANY;
  const scene = { ...app.scene(), palette, isSmall, selected: null, size: 1 };
  root.append(svg("rect", { width: WIDTH, height: HEIGHT, fill: palette.ground }));
  paint(new SvgPen(root, "print"), scene, view);
  root.append(scaleDrawing(scaleBar(WIDTH, app.metresPerUnit / view.scale), HEIGHT - 36));
  if (app.hasInset) root.append(insetDrawing(app, scene));
  return root;
}

/** @param {App} app @param {Palette} palette */
function legendList(app, palette) {
  const { state } = app;
  const shown = state.theme.typologies.filter(({ key }) =>
    state.choice.on.has(key) && state.countsOf(key).some((count) => count > 0));
  const entries = shown.map((typology) => {
    const drawn = [{ typology, standing: state.standingOf(typology.key) }];
    return el("li", {}, swatch(drawn, palette, `print-${typology.key}`),
      el("span", {}, localised(typology.name)),
      el("span", { class: "count" }, state.drawnCodes(typology.key).length));
  });
  const several = state.derived.drawn.some((drawn) =>
    drawn.filter(({ typology }) => typology.role === "base").length > 1);
  return el("ul", { class: "print-legend" }, entries,
    exampleRows(app, { palette, prefix: "print-", several })
      .map(([picture, words]) => el("li", {}, picture, el("span", {}, words))));
}

/** @param {App} app what the map shows, by the filters */
function choiceText({ book, state }) {
  const documents = state.documents.map((document) => titled(plain(document.shortTitle))).join(joint());
  const { agency, mode } = state.choice;
  return [
    book.themes.length > 1 && textOf("print.theme", { theme: plain(localised(state.theme.name)) }),
    textOf("print.documents", { documents: documents || "—" }),
    agency && textOf("print.agency", { unit: plain(quoted(agency)) }),
    mode === "both" && textOf("print.both"),
  ].filter(Boolean).join(" · ");
}

/** @param {App} app */
export function createPrinting(app) {
  const sheet = byId("print-sheet");

  function draw() {
    const palette = paletteFor(false), drawing = mapDrawing(app, palette);
    replaceIn(sheet,
      el("header", {}, el("h1", {}, byId("page-title").textContent), el("p", {}, choiceText(app))),
      el("div", { class: "print-body" },
        el("div", { class: "print-frame" }, drawing),
        el("div", { class: "print-side" },
          northArrow(), el("h2", {}, textOf("legend.title")), legendList(app, palette))),
      el("footer", {}, el("p", {}, sourceText(app.book)), el("p", {}, textOf("notes.review"))));
  }

  window.addEventListener("beforeprint", draw);
  window.addEventListener("afterprint", () => replaceIn(sheet));
  byId("print-page").addEventListener("click", () => window.print());
  return { draw };
}
