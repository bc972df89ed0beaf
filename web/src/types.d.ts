// What the modules hand to each other. Columns of a table arrive as properties: short_title is shortTitle.
import type { Geometry } from "./geometry.js";
import type { State } from "./state.js";

export type Language = string;
/** A text in several languages. */
export type Localised = Record<Language, string>;
export type Point = [number, number];
/** West, north, east, south in map units, or left, top, right, bottom in pixels. */
export type Box = [number, number, number, number];
/** 0 listed, 1 derived, 2 candidate. */
export type Standing = 0 | 1 | 2;
export type AgencyRole = "lead" | "responsible" | "cooperating" | "blanket";

/** One column: its name, and where cells are positions, what they point into. */
export type Column = string | { name: string; values: unknown[] } | { name: string; of: string };
export interface Table {
  columns: Column[];
  rows: unknown[][];
}

export interface Pattern {
  kind: "solid" | "outline" | "hatch" | "mark";
  width: number;
  spacing: number;
  angle: number;
  symbol: string;
}
export interface Typology {
  at: number;
  key: string;
  name: Localised;
  definition: Localised;
  role: "base" | "overlay";
  colour: string;
  pattern: Pattern;
}
/** A typology that a county is drawn with. */
export interface Drawn {
  typology: Typology;
  standing: Standing;
}

export interface PolicyDocument {
  at: number;
  documentId: string;
  title: string;
  shortTitle: string;
  issuer: string;
  number: string;
  issued: string;
  sourceNote: string;
  regionCode: string;
  year: string;
  indicators: Indicator[];
}
export interface County {
  at: number;
  countyCode: string;
  countyName: string;
  shortName: string;
  old: string;
  alias: string;
  traditional: string;
  pinyin: string;
  initials: string;
  unitType: string;
  prefectureCode: string;
  prefectureName: string;
  provinceCode: string;
  provinceName: string;
  areaKm2: number;
  note: string;
  /** Where its name is placed, and how far its border is from there, in map units. */
  anchor: Point;
  /** Ten-thousandths of a degree. */
  anchorLatitude: number;
  radius: number;
  assignments: Assignment[];
  reasons: Reason[];
}
export interface Assignment {
  at: number;
  document: PolicyDocument;
  county: County;
  typology: Typology;
  clause: string;
  subtype: string;
  status: string;
  stage: string;
  asWritten: string;
  standing: Standing;
  note: string;
}
/** A clause's assignment of a typology to members, drawn or not. */
export interface Layer {
  document: PolicyDocument;
  typology: Typology;
  memberCount: number;
  statedCount: number | null;
  isOpen: boolean;
}
/** A member of a list that no county on the map shows. */
export interface Undrawn {
  document: PolicyDocument;
  typology: Typology;
  clause: string;
  subtype: string;
  status: string;
  asWritten: string;
  placeKind: string;
  withinName: string;
  provinceName: string;
  note: string;
  /** Where it is declared to be, in map units. */
  point: Point | null;
}
export interface Due {
  document: PolicyDocument;
  clause: string;
  name: string;
  deadline: string;
  deadlineFrom: string;
}
export interface Indicator extends Due {
  operator: string;
  value: number | null;
  valueMax: number | null;
  unit: string;
  note: string;
}
export interface Task {
  at: number;
  document: PolicyDocument;
  clause: string;
  part: string;
  title: string;
  summary: string;
  isOpenEnded: boolean;
  agenciesNote: string;
  agencies: Record<AgencyRole, string[]>;
  indicators: Indicator[];
  completions: Due[];
  /** Positions of the counties that it reaches. */
  counties: Set<number>;
}
/** Why a task reaches a county. */
export interface Reason {
  task: Task;
  throughKind: string;
  through: string;
  isFromDocument: boolean;
}
export interface Partnership {
  document: PolicyDocument;
  clause: string;
  kind: string;
  subjectName: string;
  subjectCode: string;
  partnerName: string;
  partnerCode: string;
  summary: string;
  anchorNote: string;
  ends: [Point, Point] | null;
}
export interface Rule {
  document: PolicyDocument;
  typology: Typology;
  clause: string;
  reading: string;
  candidateCount: number;
  completeCount: number;
  openReason: string;
}
export interface Positioning {
  document: PolicyDocument;
  clause: string;
  placeName: string;
  placeCode: string;
  summary: string;
}
/** Lines over a fill: how far apart, and how wide. */
export interface FillHatch {
  spacing: number;
  width: number;
}
/** Types that are drawn together, and what belongs to them. */
export interface Theme {
  at: number;
  key: string;
  name: Localised;
  /** The project's main theme, which titles do not name. */
  isMain: boolean;
  typologies: Typology[];
  documents: PolicyDocument[];
  assignments: Assignment[];
  rules: Rule[];
  layers: Layer[];
  undrawn: Undrawn[];
  /** Those of the provinces that the theme is about. */
  counties: County[];
  /** Their positions; null where they are all. */
  covered: Set<number> | null;
}
/** How maps look in every medium; geo/looks.py declares it. Sizes are pixels. */
export interface Looks {
  colours: Record<"paper" | "neutral" | "context" | "county" | "prefecture" | "province", string>;
  /** Share of a type's colour in the fill of a county that a rule derives. */
  tint: number;
  /** Degrees anticlockwise from east. */
  angles: { stripe: number; hatch: number };
  sizes: {
    stripe: number;
    hatches: { derived: FillHatch; candidate: FillHatch };
    county: number;
    prefecture: number;
    province: number;
    context: number;
    casing: number;
  };
}
/** Everything that the page says about an edition. */
export interface Book {
  edition: { key: string; name: Localised };
  vintage: { title: string; date: string; citation: string };
  /** Names of the provinces that surround counties of the edition, and of those beside them. */
  outlines: [string[], string[]];
  hasSurroundings: boolean;
  language: Language;
  looks: Looks;
  typologies: Typology[];
  themes: Theme[];
  documents: PolicyDocument[];
  counties: County[];
  layers: Layer[];
  undrawn: Undrawn[];
  assignments: Assignment[];
  tasks: Task[];
  partnerships: Partnership[];
  rules: Rule[];
  positionings: Positioning[];
  byCode: Map<string, County>;
  byKey: Map<string, Typology>;
  ownProvinces: Set<string>;
}

/** What the reader has chosen. */
export interface Choice {
  theme: string;
  /** Keys of its types that are shown. */
  on: Set<string>;
  mode: "any" | "both";
  document: string;
  until: string;
  agency: string;
  selected: string;
  partnerships: boolean;
}
/** What follows from a choice. */
export interface Derived {
  /** Positions of the counties that tasks of the chosen agency reach; null without one. */
  answerable: Set<number> | null;
  /** Per county: type key → standing, of the documents that the filters keep. */
  held: Map<string, Standing>[];
  /** Per county: the types that it is drawn with. */
  drawn: Drawn[][];
  /** Per type key: how many counties have it, by standing. */
  counts: Map<string, [number, number, number]>;
}

/** A rectangle of pixels onto map units: pixel = unit * scale + (x, y). */
export interface View {
  scale: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Pixels within which points are left out. */
  tolerance: number;
  /** The rectangle in map units. */
  box: Box;
  /** The part in sight, and boxes that cover it, in pixels. */
  window?: Box;
  obstacles?: Box[];
}
export interface Palette {
  isDark?: boolean;
  paper: string;
  ground: string;
  casing: string;
  text: string;
  quiet: string;
  select: string;
  contextLine: string;
  neutral: string;
  context: string;
  county: string;
  prefecture: string;
  province: string;
}
/** What is to be drawn. */
export interface Scene {
  geometry: Geometry;
  book: Book;
  palette: Palette;
  theme: Theme;
  drawn: Drawn[][];
  selected: County | null;
  partnerships: Partnership[] | null;
  /** Listed members without a county. */
  places?: Undrawn[] | null;
  hasNames: boolean;
  /** Map scale from which a middling county has room. */
  roomyFrom: number;
  hasSurroundings: boolean;
  /** How much larger than usual everything is drawn. */
  size: number;
  isSmall?: boolean;
}

export interface Sink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}
export type Trace = (sink: Sink) => void;
export interface Band {
  colour: string;
  standing: Standing;
}
export interface Fill {
  bands: Band[];
  paper: string;
  neutral: string;
}
export interface Stroke {
  colour: string;
  width: number;
  dash?: readonly number[];
}
export interface Hatch extends Stroke {
  spacing: number;
  /** Degrees anticlockwise from east. */
  angle: number;
}
export interface Font {
  size: number;
  weight?: number;
  colour: string;
  paper: string;
  halo?: number;
}
/** A surface with one set of strokes: canvas on the screen, SVG on paper and in the legend. */
export interface Pen {
  /** Shapes that are filled in one go. */
  most: number;
  fill(trace: Trace, fill: Fill): void;
  line(trace: Trace, stroke: Stroke): void;
  inside(trace: Trace, strokes: Stroke[]): void;
  hatch(trace: Trace, box: Box, hatch: Hatch): void;
  text(x: number, y: number, text: string, font: Font): void;
  rectangle(x: number, y: number, width: number, height: number, colour: string): void;
}

export type Leaf = Node | string | number | boolean | null | undefined;
/** Inside of an element: a nested array is taken apart, what is empty or false is left out. */
export type Child = Leaf | Child[];

/** Degrees to map units, which are pixels at zoom 0; `all` turns pairs of degrees in place. */
export interface ToUnits {
  (longitude: number, latitude: number): Point;
  all(pairs: Float64Array): Float64Array;
}

export interface App {
  map: L.Map;
  book: Book;
  state: State;
  geometry: Geometry;
  toUnits: ToUnits;
  /** The language that the page opens in. */
  initialLanguage: Language;
  hasInset: boolean;
  metresPerUnit: number;
  palette: Palette;
  scene(): Scene;
  render(): void;
  select(code: string, options?: { zoom?: boolean; focus?: boolean }): void;
  chooseTheme(theme: Theme): void;
  writeAddress(): void;
  /** Begin a step to which "back" returns. */
  keepAddress(): void;
  readAddress(): void;
  isMoving(): boolean;
}
