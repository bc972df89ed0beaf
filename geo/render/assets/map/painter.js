// What the map looks like. Everything drawn goes through here, on the screen as on paper.
const LIGHT = { paper: "#ffffff", ground: "#f1efe9", casing: "#ffffffb8", text: "#1c1c1a", quiet: "#6f6c64", select: "#0b57d0", contextLine: "#c9c5ba" };
const DARK = {
  isDark: true, paper: "#1d1f22", ground: "#17191b", casing: "#1d1f2299", text: "#f2f0ea", quiet: "#9b9a95", select: "#8ab4ff", contextLine: "#3b3e42",
  neutral: "#3a3e44", context: "#1d1f22", county: "#0f1113", prefecture: "#0b0c0d", province: "#f2f0ea",
};

function paletteFor(book, isDark) {
  return isDark ? DARK : { ...book.palette, ...LIGHT };
}

const solid = (colour) => ({ bands: [{ colour, standing: LISTED }] });

function fillOf(drawn, palette) {
  const bands = drawn.filter((d) => d.typology.role === "base").map((d) => ({ colour: d.typology.colour, standing: d.standing }));
  return bands.length ? { bands, paper: "#ffffff", neutral: palette.neutral } : solid(palette.neutral);
}

// Regular stars, discs, squares, triangles and diamonds are drawn; any other mark is a letter.
function markShape(symbol, x, y, r) {
  const polygon = (count, start, radiusOf) => (sink) => {
    for (let i = 0; i < count; i++) {
      const angle = start + (2 * Math.PI * i) / count, reach = radiusOf(i);
      sink[i ? "lineTo" : "moveTo"](x + reach * Math.cos(angle), y + reach * Math.sin(angle));
    }
    sink.closePath();
  };
  const up = -Math.PI / 2;
  const shapes = {
    "★": polygon(10, up, (i) => (i % 2 ? r * 0.42 : r)),
    "▲": polygon(3, up, () => r),
    "■": polygon(4, Math.PI / 4, () => r),
    "◆": polygon(4, up, () => r),
    "●": polygon(24, up, () => r * 0.85),
  };
  return shapes[symbol] || null;
}

const isNearBlack = (colour) => channel(colour, 0) * 0.3 + channel(colour, 1) * 0.59 + channel(colour, 2) * 0.11 < 60;

// A mark stands on any fill: ink with a light rim, by night the other way round.
function drawMark(pen, { typology, standing }, x, y, r, palette) {
  const isTurned = palette.isDark && isNearBlack(typology.colour);
  const ink = isTurned ? "#ffffff" : typology.colour, rim = isTurned ? "#161614" : "#ffffff";
  const shape = markShape(typology.pattern.symbol, x, y, r);
  if (!shape) {
    pen.text(x, y, typology.pattern.symbol, { size: r * 1.9, weight: 700, colour: ink, paper: rim, halo: 3 });
    return;
  }
  pen.line(shape, { colour: rim, width: 3.5 });
  pen.fill(shape, solid(standing === LISTED ? ink : rim));
  pen.line(shape, { colour: ink, width: [0.6, 1.4, 0.8][standing], dash: standing === CANDIDATE ? [2, 1.5] : [] });
}

// On a small county a full outline would leave no fill to see.
const SMALL_OUTLINE = 1.5;
const outlineWidth = (pattern, reach) => Math.round(2 * Math.min(pattern.width, Math.max(SMALL_OUTLINE, reach * 0.16))) / 2;

function drawOverlay(pen, trace, box, { typology, standing }, width) {
  const pattern = typology.pattern;
  if (pattern.kind === "outline" && width <= SMALL_OUTLINE) {
    pen.line(trace, { colour: typology.colour, width, dash: [[], [4, 2], [1.5, 3]][standing] });
  } else if (pattern.kind === "outline") {
    pen.inside(trace, [
      { colour: "#ffffff", width: width + Math.min(1.4, width / 2) },
      { colour: typology.colour, width, dash: [[], [7, 4], [2, 6]][standing] },
      // A hairline where two outlined counties meet keeps their outlines apart.
      { colour: "#ffffff", width: 0.5 },
    ]);
  } else if (pattern.kind === "hatch") {
    pen.hatch(trace, box, { colour: typology.colour, width: pattern.width, spacing: pattern.spacing, angle: pattern.angle, dash: [[], [6, 4], [2, 6]][standing] });
  }
}

// Outlines of one width are drawn together, inside the union of their counties: where two of them
// meet, the two lines lie side by side, parted by a hairline.
function* paintOverlays(pen, scene, view, counties) {
  const { geometry } = scene, groups = new Map(), full = [];
  for (const county of counties) {
    for (const overlay of scene.drawn[county.at]) {
      if (overlay.typology.role !== "overlay" || overlay.typology.pattern.kind === "mark") continue;
      const width = outlineWidth(overlay.typology.pattern, county.radius * view.scale), key = [overlay.typology.key, overlay.standing, width].join();
      if (!groups.has(key)) groups.set(key, { overlay, width, box: [Infinity, Infinity, -Infinity, -Infinity], faces: [] });
      const group = groups.get(key), box = onScreen(geometry.boxes.counties[county.at], view);
      group.faces.push(county.at);
      widen(group.box, box[0], box[1]);
      widen(group.box, box[2], box[3]);
      if (group.faces.length === pen.most) { full.push(group); groups.delete(key); }
    }
  }
  for (const { overlay, width, box, faces } of [...full, ...groups.values()]) {
    yield;
    const inView = [Math.max(box[0], 0), Math.max(box[1], 0), Math.min(box[2], view.width), Math.min(box[3], view.height)];
    drawOverlay(pen, (sink) => { for (const f of faces) geometry.trace(geometry.counties[f], sink, view); }, inView, overlay, width);
  }
}

const marksOf = (drawn) => drawn.filter((d) => d.typology.pattern.kind === "mark");
const onScreen = (box, view) => [box[0] * view.scale + view.x, box[1] * view.scale + view.y, box[2] * view.scale + view.x, box[3] * view.scale + view.y];

// Counties that look alike are filled together, as many at a time as suits the pen.
function byFill(faces, scene, most) {
  const groups = new Map(), full = [];
  for (const f of faces) {
    const fill = fillOf(scene.drawn[f], scene.palette), key = fillKey(fill);
    if (!groups.has(key)) groups.set(key, { fill, faces: [] });
    const group = groups.get(key);
    group.faces.push(f);
    if (group.faces.length === most) { full.push(group); groups.delete(key); }
  }
  return [...full, ...groups.values()];
}

// A province all of whose counties are drawn over it need not be filled itself.
function showsThrough({ book, hasSurroundings }, kind, face) {
  return kind !== "provinces" || hasSurroundings || !book.ownProvinces.has(book.outlines[0][face]);
}

function* paintFaces(pen, scene, view) {
  const { geometry, book, palette } = scene;
  const visible = (kind) => [...geometry[kind].keys()].filter((f) => meets(geometry.boxes[kind][f], view.box));
  for (const kind of ["neighbours", "provinces"]) {
    const faces = visible(kind).filter((face) => showsThrough(scene, kind, face));
    if (faces.length) pen.fill((sink) => { for (const f of faces) geometry.trace(geometry[kind][f], sink, view); }, solid(palette.context));
  }
  pen.line((sink) => geometry.traceArcs([ARC.CONTEXT], sink, view), { colour: palette.contextLine, width: 0.9 });
  if (scene.contextOnly) return [];
  const counties = visible("counties");
  for (const { fill, faces } of byFill(counties, scene, pen.most)) {
    pen.fill((sink) => { for (const f of faces) geometry.trace(geometry.counties[f], sink, view); }, fill);
    yield;
  }
  return counties.map((f) => book.counties[f]);
}

const isCrowded = (scene, view) => view.scale <= scene.casingFrom;

// Which borders have stripes on one side at least.
function besideStripes({ geometry, drawn }, counties) {
  const beside = new Uint8Array(geometry.kinds.length);
  for (const { at } of counties) {
    if (isSolid(fillOf(drawn[at], {}))) continue;
    for (const ring of geometry.counties[at]) for (const ref of ring) beside[ref < 0 ? ~ref : ref] = 1;
  }
  return beside;
}

function* paintLines(pen, scene, view, counties) {
  const { geometry, palette } = scene;
  const small = scene.isSmall ? 0.7 : 1;
  // Along stripes a line needs a rim to be seen; on a map of the nation it is noise.
  if (!isCrowded(scene, view)) {
    const beside = besideStripes(scene, counties);
    pen.line((sink) => geometry.traceArcs([ARC.COUNTY, ARC.PREFECTURE], sink, view, beside), { colour: palette.casing, width: 2.4 * small });
  }
  // Where counties are crowded, prefectures are told by colour: their heavier lines would fill the map.
  const middling = isCrowded(scene, view) ? 1 : 1.3;
  const weights = [
    [[ARC.COUNTY], palette.county, 0.9], [[ARC.PREFECTURE], palette.prefecture, middling], [[ARC.OUTER], palette.province, 1.3],
    [[ARC.PROVINCE], palette.province, 2.1], [[ARC.LINE], palette.province, 1.6],
  ];
  for (const [kinds, colour, width] of weights) {
    yield;
    pen.line((sink) => geometry.traceArcs(kinds, sink, view), { colour, width: width * small });
  }
}

// Partners that are no county of the map are named where their lines end.
function partnerNames(scene, view) {
  const places = new Map();
  for (const tie of scene.partnerships || []) {
    if (!tie.ends) continue;
    for (const [end, name, code] of [[tie.ends[0], tie.subject, tie.subjectCode], [tie.ends[1], tie.partner, tie.partnerCode]]) {
      if (scene.book.byCode.has(code)) continue;
      const key = end.map((v) => Math.round(v * view.scale)).join();
      if (!places.has(key)) places.set(key, { x: end[0] * view.scale + view.x, y: end[1] * view.scale + view.y, names: new Set() });
      places.get(key).names.add(plain(say(name)).slice(0, language === "zh" ? 16 : 32));
    }
  }
  return [...places.values()];
}

function paintPartnerNames(pen, scene, view, taken) {
  const size = 11.5 * scene.size;
  for (const { x, y, names } of partnerNames(scene, view)) {
    const lines = names.size > 8 ? [...names].slice(0, 7).concat("…") : [...names];
    lines.forEach((name, at) => {
      const width = widthOf(name, size), top = y + (at - (lines.length - 1) / 2) * size * 1.35, middle = x + 8 + width / 2;
      taken.add([x, top - size * 0.7, x + 10 + width, top + size * 0.7]);
      pen.text(middle, top, name, { size, colour: scene.palette.text, paper: scene.palette.paper, halo: 3 });
    });
  }
}

function paintPartnerships(pen, scene, view) {
  if (!scene.partnerships) return;
  for (const { ends } of scene.partnerships) {
    if (!ends) continue;
    const [a, b] = ends.map((p) => [p[0] * view.scale + view.x, p[1] * view.scale + view.y]);
    const bend = [(a[0] + b[0]) / 2 + (b[1] - a[1]) * 0.12, (a[1] + b[1]) / 2 - (b[0] - a[0]) * 0.12];
    const curve = (sink) => {
      for (let i = 0; i <= 16; i++) {
        const s = i / 16, at = (k) => (1 - s) ** 2 * a[k] + 2 * s * (1 - s) * bend[k] + s ** 2 * b[k];
        sink[i ? "lineTo" : "moveTo"](at(0), at(1));
      }
    };
    pen.line(curve, { colour: "#ffffff", width: 4 });
    pen.line(curve, { colour: "#3a3a36", width: 1.7, dash: [8, 3] });
    for (const [x, y] of [a, b]) pen.fill(markShape("●", x, y, 4), solid("#3a3a36"));
  }
}

function paintMarks(pen, scene, view, counties, taken) {
  const largest = scene.isSmall ? 5 : 7.5 * scene.size;
  for (const county of counties) {
    const marks = marksOf(scene.drawn[county.at]);
    // A mark stays within its county, but never gets too small to be told from a dot.
    const r = Math.max(scene.isSmall ? 3 : 3.5, Math.min(largest, county.radius * view.scale * 0.6));
    marks.forEach((mark, at) => {
      const x = county.anchor[0] * view.scale + view.x + (at - (marks.length - 1) / 2) * r * 2.3, y = county.anchor[1] * view.scale + view.y - r;
      drawMark(pen, mark, x, y, r, scene.palette);
      taken.add([x - r - 1, y - r - 1, x + r + 1, y + r + 1]);
    });
  }
}

function paintSelection(pen, scene, view) {
  const county = scene.selected;
  if (!county) return;
  const trace = (sink) => scene.geometry.trace(scene.geometry.counties[county.at], sink, view);
  pen.line(trace, { colour: "#ffffff", width: 5.5 });
  pen.line(trace, { colour: scene.palette.select, width: 3 });
}

// The whole map. scene: {geometry, book, palette, drawn, selected, partnerships, label}.
function paint(pen, scene, view) {
  const write = paintShapes(pen, scene, view);
  if (scene.label) write();
}

function paintShapes(pen, scene, view) {
  const pieces = shapePieces(pen, scene, view);
  let step = pieces.next();
  while (!step.done) step = pieces.next();
  return step.value;
}

// Everything but the names, a piece at a time; what is returned at last writes those on top.
function* shapePieces(pen, scene, view) {
  const counties = yield* paintFaces(pen, scene, view);
  yield* paintLines(pen, scene, view, counties);
  yield* paintOverlays(pen, scene, view, counties);
  paintPartnerships(pen, scene, view);
  paintSelection(pen, scene, view);
  const taken = new Taken();
  for (const box of view.obstacles || []) taken.add(box);
  paintMarks(pen, scene, view, counties, taken);
  return () => {
    paintPartnerNames(pen, scene, view, taken);
    paintLabels(pen, scene, view, counties, taken);
  };
}

// A legend swatch: the same strokes on a small rectangle. One without stripes holds no names of its
// own, and a long table copies it.
const plainSwatches = new Map();

function swatch(typologies, palette, id) {
  const key = typologies.map((d) => d.typology.key + d.standing).join() + Boolean(palette.isDark), known = plainSwatches.get(key);
  if (known) return known.cloneNode(true);
  const root = drawnSwatch(typologies, palette, id);
  if (root.firstChild.hasChildNodes()) return root;
  plainSwatches.set(key, root);
  return root.cloneNode(true);
}

function drawnSwatch(typologies, palette, id) {
  const root = svg("svg", { width: 34, height: 20, viewBox: "0 0 34 20", class: "swatch", "aria-hidden": "true" });
  const pen = new SvgPen(root, `swatch-${id}`);
  const trace = (sink) => { sink.moveTo(1, 1); sink.lineTo(33, 1); sink.lineTo(33, 19); sink.lineTo(1, 19); sink.closePath(); };
  pen.fill(trace, fillOf(typologies, palette));
  for (const drawn of typologies) drawOverlay(pen, trace, [1, 1, 33, 19], drawn, drawn.typology.pattern.width);
  pen.line(trace, { colour: palette.county, width: 0.8 });
  marksOf(typologies).forEach((d) => drawMark(pen, d, 17, 10.4, 7, palette));
  return root;
}
