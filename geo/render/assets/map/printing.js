// An A4 sheet, landscape, drawn afresh: the map as vectors, fitted, with everything a map needs.
const SHEET = { width: 760, height: 580 };

// A round length that takes up about a fifth of the map.
function scaleBar(view, metresPerUnit) {
  const metres = (SHEET.width / 5 / view.scale) * metresPerUnit;
  const power = 10 ** Math.floor(Math.log10(metres));
  const length = [5, 2, 1].find((n) => n * power <= metres) * power;
  return { length, pixels: (length / metresPerUnit) * view.scale };
}

const lengthText = (metres) => (metres >= 1000 ? `${metres / 1000} km` : `${metres} m`);

function scaleDrawing(bar, y) {
  const half = bar.pixels / 2;
  const label = (x, text) => { const element = svg("text", { x, y: 11, "font-size": 10, "text-anchor": "middle", "font-family": FONT, fill: "#1c1c1a" }); element.textContent = text; return element; };
  return svg("svg", { x: 8, y, width: bar.pixels + 60, height: 26, viewBox: `-16 0 ${bar.pixels + 60} 26`, class: "scale-bar" },
    svg("rect", { x: -16, y: -2, width: bar.pixels + 44, height: 30, fill: "#ffffff", "fill-opacity": 0.85 }),
    svg("rect", { x: 0, y: 15, width: half, height: 5, fill: "#1c1c1a" }), svg("rect", { x: 0, y: 15, width: bar.pixels, height: 5, fill: "none", stroke: "#1c1c1a" }),
    label(0, "0"), label(half, lengthText(bar.length / 2)), label(bar.pixels, lengthText(bar.length)));
}

function northArrow() {
  const letter = svg("text", { x: 12, y: 10, "font-size": 11, "font-weight": 700, "text-anchor": "middle", "font-family": FONT, fill: "#1c1c1a" });
  letter.textContent = "N";
  return svg("svg", { width: 24, height: 40, viewBox: "0 0 24 40", class: "north-arrow" }, letter,
    svg("path", { d: "M12 13L18 37L12 32Z", fill: "#1c1c1a" }), svg("path", { d: "M12 13L6 37L12 32Z", fill: "#fff", stroke: "#1c1c1a", "stroke-width": 0.8 }));
}

function createPrinting(app) {
  const { book, state } = app;

  function mapDrawing(palette) {
    const root = svg("svg", { width: SHEET.width, height: SHEET.height, viewBox: `0 0 ${SHEET.width} ${SHEET.height}`, class: "print-map", role: "img" });
    const view = viewFitting(app.geometry.extent("counties"), SHEET.width, SHEET.height, 14, 0.25);
    view.obstacles = [[0, SHEET.height - 44, 230, SHEET.height], ...(app.hasInset ? [[SHEET.width - 122, SHEET.height - 158, SHEET.width, SHEET.height]] : [])];
    const scene = { ...app.scene(), palette, isSmall: book.counties.length > 60, selected: null, size: 1 };
    root.append(svg("rect", { width: SHEET.width, height: SHEET.height, fill: palette.ground }));
    paint(new SvgPen(root, "print"), scene, view);
    root.append(scaleDrawing(scaleBar(view, app.metresPerUnit), SHEET.height - 36));
    if (app.hasInset) root.append(insetDrawing(scene));
    return root;
  }

  function insetDrawing(scene) {
    const width = 110, height = 146;
    const inner = svg("svg", { x: SHEET.width - width - 8, y: SHEET.height - height - 8, width, height, viewBox: `0 0 ${width} ${height}` });
    paintInset(new SvgPen(inner, "inset"), scene, app.toUnits, width, height);
    inner.append(svg("rect", { width, height, fill: "none", stroke: "#1c1c1a", "stroke-width": 1.4 }));
    new SvgPen(inner, "inset-name").text(width / 2, height - 9, t("map.south_sea"), { size: 10, colour: "#1c1c1a", paper: "#ffffff" });
    return inner;
  }

  function legendList(palette) {
    const isUsed = (y) => state.derived.counts.get(y.key).some((n) => n > 0);
    const entries = book.typologies.filter((y) => state.value.on.has(y.key) && isUsed(y)).map((typology) => {
      const count = state.drawnCodes(typology.key).length;
      return el("li", {}, swatch([{ typology, standing: state.standingOf(typology.key) }], palette, "print-" + typology.key), el("span", {}, inLanguage(typology.name)), el("span", { class: "count" }, count));
    });
    const bases = book.typologies.filter((y) => y.role === "base").slice(0, 2);
    const several = state.derived.drawn.some((d) => d.filter((x) => x.typology.role === "base").length > 1);
    return el("ul", { class: "print-legend" }, entries,
      several && el("li", {}, swatch(bases.map((typology) => ({ typology, standing: LISTED })), palette, "print-several"), el("span", {}, t("legend.several"))),
      [DERIVED, CANDIDATE].filter((standing) => bases.length && book.assignments.some((a) => a.standing === standing)).map((standing) =>
        el("li", {}, swatch([{ typology: bases[0], standing }], palette, "print-" + STANDINGS[standing]), el("span", {}, t("legend." + STANDINGS[standing])))),
      el("li", {}, swatch([], palette, "print-neutral"), el("span", {}, t("legend.neutral"))));
  }

  function chosenText() {
    const parts = [];
    const documents = book.documents.filter(state.isHeld);
    parts.push(t("print.documents", { documents: documents.map((d) => titled(plain(d.short))).join(joint()) || "—" }));
    if (state.value.agency) parts.push(t("print.agency", { unit: plain(say(state.value.agency)) }));
    if (state.value.mode === "both") parts.push(t("print.both"));
    return parts.join(" · ");
  }

  function draw() {
    const palette = paletteFor(book, false), drawing = mapDrawing(palette);
    replaceIn(byId("print-sheet"),
      el("header", {}, el("h1", {}, byId("page-title").textContent), el("p", {}, chosenText())),
      el("div", { class: "print-body" },
        el("div", { class: "print-frame" }, drawing),
        el("div", { class: "print-side" }, northArrow(), el("h2", {}, t("legend.title")), legendList(palette))),
      el("footer", {}, el("p", {}, t("notes.source", { citation: plain(say(book.vintage.citation)), date: book.vintage.date })), el("p", {}, t("notes.review"))));
  }

  const clear = () => replaceIn(byId("print-sheet"));
  window.addEventListener("beforeprint", draw);
  window.addEventListener("afterprint", clear);
  byId("print-page").addEventListener("click", () => window.print());
  return { draw, clear };
}
