// Names that keep out of each other's way. The largest counties speak first; a name that finds no
// room, or would outgrow its county, waits for a larger scale.
class Taken {
  constructor() { this.boxes = []; }
  add(box) { this.boxes.push(box); }
  isFree(box) { return !this.boxes.some((b) => meets(b, box)); }
}

const widthOf = (text, size) => {
  let width = 0;
  for (const letter of text) width += letter.charCodeAt(0) > 0x2e80 ? size : size * 0.56;
  return width;
};

function labelSize(scene, view) {
  return scene.isSmall ? 9.5 : scene.size * Math.max(11, Math.min(14, 9.5 + Math.log2(Math.max(1, view.scale / 32))));
}

function paintLabels(pen, scene, view, counties, taken) {
  const size = labelSize(scene, view);
  const weightOf = (county) => (county === scene.selected ? 1e9 : county.radius * (scene.drawn[county.at].length ? 1.25 : 1));
  for (const county of [...counties].sort((a, b) => weightOf(b) - weightOf(a))) {
    const isSelected = county === scene.selected, text = labelOf(county).slice(0, 24);
    const width = widthOf(text, size), hasMark = marksOf(scene.drawn[county.at]).length > 0;
    // A name may reach out of its county, but not far: whose it is must stay plain.
    if (!isSelected && width > county.radius * view.scale * 2.9) continue;
    const x = county.anchor[0] * view.scale + view.x, y = county.anchor[1] * view.scale + view.y + (hasMark ? size * 0.75 : 0);
    const box = [x - width / 2 - 1, y - size * 0.6, x + width / 2 + 1, y + size * 0.6];
    if (box[2] < 0 || box[0] > view.width || box[3] < 0 || box[1] > view.height) continue;
    if (!isSelected && !taken.isFree(box)) continue;
    taken.add(box);
    pen.text(x, y, text, { size, weight: isSelected ? 700 : 500, colour: "#161614", paper: "#ffffff", halo: 3 });
  }
  if (!scene.contextless) paintContextNames(pen, scene, view, taken);
}

// The province around the region, or beside it; nothing where a county of the region lies.
function contextAt({ geometry, book }, x, y, view) {
  const beside = geometry.at("neighbours", x, y, view);
  if (beside >= 0) return book.outlines[1][beside];
  const around = geometry.at("provinces", x, y, view);
  return around >= 0 && geometry.at("counties", x, y, view) < 0 ? book.outlines[0][around] : "";
}

// They are named where most of them shows.
function paintContextNames(pen, scene, view, taken) {
  if (!scene.geometry.neighbours.length && !scene.hasSurroundings) return;
  const { geometry } = scene, [left, top, right, bottom] = view.window || [0, 0, view.width, view.height];
  const step = Math.max(24, Math.min(right - left, bottom - top) / 14), found = new Map();
  for (let y = top + step / 2; y < bottom; y += step) {
    for (let x = left + step / 2; x < right; x += step) {
      const name = contextAt(scene, (x - view.x) / view.scale, (y - view.y) / view.scale, view);
      if (name) found.set(name, [...(found.get(name) || []), [x, y]]);
    }
  }
  const size = scene.isSmall ? 10 : 13 * scene.size;
  for (const [name, places] of found) {
    const text = language === "zh" ? [...plain(name).slice(0, 24)].join(" ") : plain(say(name)).slice(0, 24);
    const middle = [0, 1].map((k) => places.reduce((sum, p) => sum + p[k], 0) / places.length);
    const near = [...places].sort((a, b) => Math.hypot(a[0] - middle[0], a[1] - middle[1]) - Math.hypot(b[0] - middle[0], b[1] - middle[1]));
    const width = widthOf(text, size) / 2 + 4;
    const fits = near.find(([x, y]) => x - width > left + 4 && x + width < right - 4 && y - size > top && y + size < bottom && taken.isFree([x - width, y - size, x + width, y + size]) &&
      geometry.at("counties", (x - width - view.x) / view.scale, (y - view.y) / view.scale, view) < 0 &&
      geometry.at("counties", (x + width - view.x) / view.scale, (y - view.y) / view.scale, view) < 0);
    if (!fits) continue;
    taken.add([fits[0] - width, fits[1] - size, fits[0] + width, fits[1] + size]);
    pen.text(fits[0], fits[1], text, { size, colour: scene.palette.quiet, paper: scene.palette.context, halo: 3 });
  }
}
