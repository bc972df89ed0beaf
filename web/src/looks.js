// How counties are drawn on the screen, on paper and in the legend. What maps of all media share
// (tint, stripes, hatches, borders) is given by geo/looks.py; what only the page draws is declared here.
// Lists are by standing: listed, derived, candidate.
import { LISTED } from "./standing.js";

/** @typedef {import("./types").Drawn} Drawn */
/** @typedef {import("./types").Fill} Fill */
/** @typedef {import("./types").Looks} Looks */
/** @typedef {import("./types").Palette} Palette */
/** @typedef {import("./types").Standing} Standing */

const WHITE = "#ffffff";
export const INK = "#161614";

/** As geo/looks.py has it. @type {Looks} */
let given;

/** @param {Looks} looks of every map */
export function setLooks(looks) {
  given = looks;
}

/** Dashes of overlays. */
export const DASHES = {
  outline: [[], [7, 4], [2, 6]],
  fine: [[], [4, 2], [1.5, 3]],
  hatch: [[], [6, 4], [2, 6]],
  mark: [[], [], [2, 1.5]],
};
/** Widths of a mark's edge. */
export const MARK_EDGE = [0.6, 1.4, 0.8];
/** An outline that is no wider is one line without a rim. */
export const FINE_OUTLINE = 1.5;
/** A hairline where two outlined counties meet keeps their outlines apart. */
export const HAIRLINE = { colour: WHITE, width: 0.5 };

// The outer border of a region within a province, and lines that bound no county.
const OUTER_WIDTH = 1.3, LINE_WIDTH = 1.6;
// Where counties are crowded, prefectures differ by colour alone: their heavier lines would fill the
// map, and a hairline is drawn five times as fast.
const CROWDED_PREFECTURE_WIDTH = 1;

/**
 * Widths of borders in pixels.
 * @param {{isCrowded?: boolean}} [options]
 */
export function borderWidths({ isCrowded = false } = {}) {
  const { casing, context, county, prefecture, province } = given.sizes;
  const between = isCrowded ? CROWDED_PREFECTURE_WIDTH : prefecture;
  return { casing, context, county, prefecture: between, outer: OUTER_WIDTH, province, line: LINE_WIDTH };
}

export const SELECTION = [{ colour: WHITE, width: 5.5 }, { width: 3 }];
export const PARTNERSHIP = {
  colour: "#3a3a36",
  strokes: [{ colour: WHITE, width: 4 }, { colour: "#3a3a36", width: 1.7, dash: [8, 3] }],
  disc: 4,
};

const LIGHT = {
  paper: WHITE,
  ground: "#f1efe9",
  casing: "#ffffffb8",
  text: "#1c1c1a",
  quiet: "#6f6c64",
  select: "#0b57d0",
  contextLine: "#c9c5ba",
};
/** @type {Palette} */
const DARK = {
  isDark: true,
  paper: "#1d1f22",
  ground: "#17191b",
  casing: "#1d1f2299",
  text: "#f2f0ea",
  quiet: "#9b9a95",
  select: "#8ab4ff",
  contextLine: "#3b3e42",
  neutral: "#3a3e44",
  context: "#1d1f22",
  county: "#0f1113",
  prefecture: "#0b0c0d",
  province: "#f2f0ea",
};

/** @param {boolean} isDark @returns {Palette} */
export const paletteFor = (isDark) => (isDark ? DARK : { ...given.colours, ...LIGHT });

/** @param {string} colour #rrggbb @param {number} at 0 red, 1 green, 2 blue */
const channel = (colour, at) => parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16);

/** @param {string} colour @param {string} other @param {number} share of the other */
export function mixed(colour, other, share) {
  /** @param {number} at */
  const part = (at) => Math.round(channel(colour, at) * (1 - share) + channel(other, at) * share);
  return `#${[0, 1, 2].map((at) => part(at).toString(16).padStart(2, "0")).join("")}`;
}

/** @param {string} colour */
export const isNearBlack = (colour) =>
  channel(colour, 0) * 0.3 + channel(colour, 1) * 0.59 + channel(colour, 2) * 0.11 < 60;

/** @param {string} colour @returns {Fill} */
export const solid = (colour) => ({ bands: [{ colour, standing: LISTED }], paper: WHITE, neutral: colour });

/**
 * The fill of a county: a band for each of its base types.
 * @param {Drawn[]} drawn @param {{neutral: string}} palette
 * @returns {Fill}
 */
export function fillOf(drawn, { neutral }) {
  const bands = drawn.filter(({ typology }) => typology.role === "base")
    .map(({ typology, standing }) => ({ colour: typology.colour, standing }));
  return bands.length ? { bands, paper: WHITE, neutral } : solid(neutral);
}

/** @param {Fill} fill is it one plain colour? */
export const isSolid = ({ bands }) => bands.length === 1 && bands[0].standing === LISTED;

/** @param {Fill} fill equal for fills that look alike */
export const fillKey = ({ bands, paper, neutral }) =>
  bands.map((band) => band.colour + band.standing).join("|") + paper + neutral;

/**
 * Lines over the bands, by standing: none on what is listed, fine ones on what is derived, loose ones on
 * a candidate. They are across the bands, as geo/looks.py turns stripes and hatches.
 */
const hatches = () => [null, given.sizes.hatches.derived, given.sizes.hatches.candidate];

/** Height of a tile: every hatch fits into it some times. */
const tileHeight = () => Math.max(...hatches().map((hatch) => hatch?.spacing ?? 0));

/** Degrees clockwise by which upright bands are turned. */
export const tileTurn = () => 90 - given.angles.stripe;

/**
 * Where the lines of a hatch are in a tile.
 * @param {Standing} standing
 * @returns {{y: number, height: number}[]}
 */
function linesOf(standing) {
  const hatch = hatches()[standing];
  if (!hatch) return [];
  const { spacing, width } = hatch, first = Math.floor((spacing - width) / 2);
  const count = tileHeight() / spacing;
  return Array.from({ length: count }, (_, at) => ({ y: first + at * spacing, height: width }));
}

/**
 * One repeat of a fill that is not solid: upright bands, turned when used.
 * @param {Fill} fill
 */
export function tileOf({ bands, paper, neutral }) {
  const width = given.sizes.stripe, height = tileHeight();
  const bars = bands.flatMap(({ colour, standing }, at) => {
    const x = at * width, ground = [colour, mixed(paper, colour, given.tint), neutral][standing];
    const lines = linesOf(standing).map((line) => ({ x, width, colour, ...line }));
    return [{ x, y: 0, width, height, colour: ground }, ...lines];
  });
  return { width: width * bands.length, height, bars };
}

/** @param {Drawn[]} drawn */
export const marksOf = (drawn) => drawn.filter(({ typology }) => typology.pattern.kind === "mark");

/**
 * On a small county a full outline would leave no fill to see.
 * @param {{width: number}} pattern @param {number} reach pixels from a county's middle to its border
 * @param {number} [fine] the thinnest outline
 */
export const outlineWidth = (pattern, reach, fine = FINE_OUTLINE) => {
  const width = Math.min(pattern.width, reach * 0.16);
  return width > fine ? Math.round(2 * width) / 2 : fine;
};
