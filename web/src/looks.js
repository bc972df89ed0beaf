// What a county looks like: colours, stripes, hatches, widths. One map has one look, on the screen, on
// paper and in the legend. Lists are by standing: listed, derived, candidate.
import { LISTED } from "./standing.js";

/** @typedef {import("./types").Drawn} Drawn */
/** @typedef {import("./types").Fill} Fill */
/** @typedef {import("./types").Palette} Palette */

// Share of paper in the fill of a county that a rule derives.
const PAPER_SHARE = 0.58;
const WHITE = "#ffffff";
export const INK = "#161614";

/** One repeat of a fill: upright bands, turned when used. */
export const TILE = { height: 12, band: 7, lonely: 8, turn: 45 };

// Lines across the bands: none on what is listed, fine ones on what is derived, loose ones on a
// candidate. [offset, thickness] in one tile.
const LINES_ACROSS = [[], [[1, 1], [5, 1], [9, 1]], [[5, 1.6]]];

/** Dashes of overlays. */
export const DASHES = {
  outline: [[], [7, 4], [2, 6]],
  fine: [[], [4, 2], [1.5, 3]],
  hatch: [[], [6, 4], [2, 6]],
  mark: [[], [], [2, 1.5]],
};
/** Widths of a mark's edge. */
export const MARK_EDGE = [0.6, 1.4, 0.8];
/** On a small county a full outline would leave no fill to see. */
export const FINE_OUTLINE = 1.5;
/** A hairline where two outlined counties meet keeps their outlines apart. */
export const HAIRLINE = { colour: WHITE, width: 0.5 };

/** Widths of borders, pixels. */
export const BORDERS = { casing: 2.4, context: 0.9, county: 0.9, outer: 1.3, province: 2.1, line: 1.6 };
// Where counties are crowded, prefectures are told by colour: their heavier lines would fill the map,
// and a hairline is drawn five times as fast.
export const PREFECTURE_BORDER = { usual: 1.3, crowded: 1 };
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

/**
 * @param {Record<string, string>} given colours of the map by day @param {boolean} isDark
 * @returns {Palette}
 */
export const paletteFor = (given, isDark) =>
  (isDark ? DARK : /** @type {Palette} */ (/** @type {unknown} */ ({ ...given, ...LIGHT })));

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
 * One repeat of a fill that is not solid.
 * @param {Fill} fill
 */
export function tileOf({ bands, paper, neutral }) {
  const width = bands.length > 1 ? TILE.band : TILE.lonely;
  const bars = bands.flatMap(({ colour, standing }, at) => {
    const x = at * width, ground = [colour, mixed(colour, paper, PAPER_SHARE), neutral][standing];
    const across = LINES_ACROSS[standing].map(([y, height]) => ({ x, y, width, height, colour }));
    return [{ x, y: 0, width, height: TILE.height, colour: ground }, ...across];
  });
  return { width: width * bands.length, bars };
}

/** @param {Drawn[]} drawn */
export const marksOf = (drawn) => drawn.filter(({ typology }) => typology.pattern.kind === "mark");

/**
 * @param {{width: number}} pattern @param {number} reach pixels from a county's middle to its border
 */
export const outlineWidth = (pattern, reach) =>
  Math.round(2 * Math.min(pattern.width, Math.max(FINE_OUTLINE, reach * 0.16))) / 2;
