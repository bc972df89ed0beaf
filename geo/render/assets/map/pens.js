// Two pens with one set of strokes: canvas on the screen, SVG on paper and in the legend. The
// painter knows neither, so a swatch, the map and the print cannot differ.
const TILE_HEIGHT = 12;
// Points of a line that are stroked in one go.
const BATCH = 100;
// Counties that are filled in one go. Scanning one path of a thousand outlines takes twice as long.
const FILLED_AT_ONCE = 25;
const PAPER_MIX = 0.58;
// Lines across the stripes, by standing: none on what is listed, fine ones on what is derived, loose
// ones on a candidate. [offset, thickness] in one tile.
const HATCHES = [[], [[1, 1], [5, 1], [9, 1]], [[5, 1.6]]];

const channel = (colour, at) => parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16);

function mixed(colour, other, share) {
  const part = (at) => Math.round(channel(colour, at) * (1 - share) + channel(other, at) * share);
  return "#" + [0, 1, 2].map((at) => part(at).toString(16).padStart(2, "0")).join("");
}

// What one repeat of a fill consists of: upright bands, turned by 45° when used.
function bandTile(fill) {
  const wide = fill.bands.length > 1 ? 7 : 8, bars = [];
  fill.bands.forEach((band, at) => {
    const bar = (y, height, colour) => bars.push({ x: at * wide, y, width: wide, height, colour });
    bar(0, TILE_HEIGHT, [band.colour, mixed(band.colour, fill.paper, PAPER_MIX), fill.neutral][band.standing]);
    for (const [y, height] of HATCHES[band.standing]) bar(y, height, band.colour);
  });
  return { width: wide * fill.bands.length, bars };
}

const isSolid = (fill) => fill.bands.length === 1 && fill.bands[0].standing === LISTED;
const fillKey = (fill) => fill.bands.map((b) => b.colour + b.standing).join("|") + fill.paper + fill.neutral;

class CanvasPen {
  // size: how much larger than usual everything is drawn (a projector).
  constructor(context, density, shift = [0, 0], size = 1) {
    Object.assign(this, { context, density, shift, size, most: FILLED_AT_ONCE });
  }

  style(fill) {
    if (isSolid(fill)) return fill.bands[0].colour;
    const cache = CanvasPen.tiles, key = fillKey(fill) + this.density * this.size;
    if (!cache.has(key)) cache.set(key, this.tile(bandTile(fill)));
    const pattern = this.context.createPattern(cache.get(key), "repeat");
    pattern.setTransform(new DOMMatrix().translateSelf(...this.shift).rotateSelf(45).scaleSelf(1 / this.density));
    return pattern;
  }

  tile(spec) {
    const canvas = document.createElement("canvas"), n = this.density * this.size;
    canvas.width = Math.round(spec.width * n);
    canvas.height = Math.round(TILE_HEIGHT * n);
    const context = canvas.getContext("2d");
    context.scale(canvas.width / spec.width, canvas.height / TILE_HEIGHT);
    for (const bar of spec.bars) { context.fillStyle = bar.colour; context.fillRect(bar.x, bar.y, bar.width, bar.height); }
    return canvas;
  }

  fill(trace, fill) {
    this.context.beginPath();
    trace(this.context);
    this.context.fillStyle = this.style(fill);
    this.context.fill("evenodd");
  }

  // Many short paths are stroked sooner than one long one. A piece ends where a line does, so that a
  // translucent colour covers nothing twice but a joint.
  line(trace, stroke) {
    const c = this.context;
    let size = 0;
    this.apply(stroke);
    c.beginPath();
    trace({
      moveTo: (x, y) => {
        if (size > BATCH) { c.stroke(); c.beginPath(); size = 0; }
        c.moveTo(x, y);
      },
      lineTo: (x, y) => { c.lineTo(x, y); size += 1; },
      closePath: () => c.closePath(),
      arc: (...circle) => c.arc(...circle),
    });
    c.stroke();
  }

  apply(stroke) {
    this.context.strokeStyle = stroke.colour;
    this.context.lineWidth = stroke.width * this.size;
    // Borders bend a little at each of their many points: round joins would be lost on them, and take longest.
    this.context.lineJoin = "bevel";
    this.context.setLineDash((stroke.dash || []).map((n) => n * this.size));
  }

  // A line that keeps to the inside of its shape: two neighbours' outlines stay apart.
  inside(trace, strokes) {
    const path = new Path2D();
    trace(path);
    this.context.save();
    this.context.clip(path, "evenodd");
    for (const stroke of strokes) {
      this.apply({ ...stroke, width: stroke.width * 2 });
      this.context.stroke(path);
    }
    this.context.restore();
  }

  hatch(trace, box, hatch) {
    this.context.save();
    this.context.beginPath();
    trace(this.context);
    this.context.clip("evenodd");
    this.context.beginPath();
    hatchLines(box, hatch, this.shift, (x1, y1, x2, y2) => { this.context.moveTo(x1, y1); this.context.lineTo(x2, y2); });
    this.apply(hatch);
    this.context.stroke();
    this.context.restore();
  }

  text(x, y, text, font) {
    const c = this.context;
    c.font = `${font.weight || 400} ${font.size}px ${FONT}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.lineJoin = "round";
    c.lineWidth = (font.halo || 3) * this.size;
    c.setLineDash([]);
    c.strokeStyle = font.paper;
    c.strokeText(text, x, y);
    c.fillStyle = font.colour;
    c.fillText(text, x, y);
  }

  rectangle(x, y, width, height, colour) {
    this.context.fillStyle = colour;
    this.context.fillRect(x, y, width, height);
  }
}
CanvasPen.tiles = new Map();

const SVG = "http://www.w3.org/2000/svg";

function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

class SvgPen {
  constructor(root, prefix) {
    Object.assign(this, { root, prefix, made: new Map(), most: Infinity });
    this.defs = root.appendChild(svg("defs"));
  }

  path(trace) {
    const parts = [], round = (v) => Math.round(v * 100) / 100;
    trace({
      moveTo: (x, y) => parts.push("M" + round(x) + " " + round(y)),
      lineTo: (x, y) => parts.push("L" + round(x) + " " + round(y)),
      closePath: () => parts.push("Z"),
      arc: (x, y, r) => parts.push(`M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`),
    });
    return parts.join("");
  }

  style(fill) {
    if (isSolid(fill)) return fill.bands[0].colour;
    const key = fillKey(fill);
    if (!this.made.has(key)) {
      const spec = bandTile(fill), id = `${this.prefix}-fill-${this.made.size}`;
      this.defs.append(
        svg("pattern", { id, width: spec.width, height: TILE_HEIGHT, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
          ...spec.bars.map((bar) => svg("rect", { x: bar.x, y: bar.y, width: bar.width, height: bar.height, fill: bar.colour }))),
      );
      this.made.set(key, `url(#${id})`);
    }
    return this.made.get(key);
  }

  stroked(stroke) {
    return { fill: "none", stroke: stroke.colour, "stroke-width": stroke.width, "stroke-linejoin": "round", "stroke-dasharray": (stroke.dash || []).join(" ") };
  }

  clip(d) {
    const id = `${this.prefix}-clip-${this.defs.childNodes.length}`;
    this.defs.append(svg("clipPath", { id }, svg("path", { d, "clip-rule": "evenodd" })));
    return `url(#${id})`;
  }

  fill(trace, fill) { this.root.append(svg("path", { d: this.path(trace), fill: this.style(fill), "fill-rule": "evenodd" })); }
  line(trace, stroke) { this.root.append(svg("path", { d: this.path(trace), ...this.stroked(stroke) })); }

  inside(trace, strokes) {
    const d = this.path(trace), clip = this.clip(d);
    for (const stroke of strokes) {
      this.root.append(svg("path", { d, ...this.stroked({ ...stroke, width: stroke.width * 2 }), "clip-path": clip }));
    }
  }

  hatch(trace, box, hatch) {
    const lines = [];
    hatchLines(box, hatch, [0, 0], (x1, y1, x2, y2) => lines.push(`M${x1} ${y1}L${x2} ${y2}`));
    this.root.append(svg("path", { d: lines.join(""), ...this.stroked(hatch), "clip-path": this.clip(this.path(trace)) }));
  }

  text(x, y, text, font) {
    const element = svg("text", {
      x, y, "text-anchor": "middle", "dominant-baseline": "central", "font-size": font.size, "font-weight": font.weight || 400, "font-family": FONT,
      fill: font.colour, stroke: font.paper, "stroke-width": font.halo || 3, "stroke-linejoin": "round", "paint-order": "stroke",
    });
    element.textContent = text;
    this.root.append(element);
  }

  rectangle(x, y, width, height, colour) { this.root.append(svg("rect", { x, y, width, height, fill: colour })); }
}

// Parallel lines over a box. Angle in degrees anticlockwise from east; spaced across the line.
function hatchLines(box, hatch, shift, draw) {
  const turn = -hatch.angle * RADIANS, along = [Math.cos(turn), Math.sin(turn)], across = [-along[1], along[0]];
  const corners = [[box[0], box[1]], [box[2], box[1]], [box[0], box[3]], [box[2], box[3]]];
  const on = (axis) => corners.map((c) => (c[0] - shift[0]) * axis[0] + (c[1] - shift[1]) * axis[1]);
  const reach = on(along), offsets = on(across), near = Math.min(...reach), far = Math.max(...reach);
  for (let o = Math.ceil(Math.min(...offsets) / hatch.spacing) * hatch.spacing; o <= Math.max(...offsets); o += hatch.spacing) {
    const at = (r) => [along[0] * r + across[0] * o + shift[0], along[1] * r + across[1] * o + shift[1]];
    draw(...at(near), ...at(far));
  }
}

const FONT = '"Source Han Sans SC","Noto Sans CJK SC","Noto Sans SC","PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","WenQuanYi Micro Hei","Heiti SC",sans-serif';
