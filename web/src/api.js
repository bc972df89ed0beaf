// What scripts and tests may call: the object countyTypology. docs/map-page.md describes it.
import { language, textOf } from "./words.js";

/** @typedef {import("./types").County} County */

/**
 * @param {import("./types").App} app
 * @param {{search: {find(text: string): County[]}, printing: {draw(): void}, table: {csv(): string}}} parts
 * @param {{fit(): void, isComplete(): boolean}} frame
 */
export function createApi(app, { search, printing, table }, { fit, isComplete }) {
  const { book, state, map } = app;
  /** @param {{isCandidate?: boolean}} [options] type key → codes of the counties drawn so */
  const codes = (options) =>
    Object.fromEntries(book.typologies.map(({ key }) => [key, state.drawnCodes(key, options)]));
  return {
    map,
    fit,
    isComplete,
    drawPrint: printing.draw,
    csv: table.csv,
    /** @param {string} [code] */
    select: (code) => app.select(code || ""),
    /** @param {string} key @param {boolean} isOn */
    setTypology(key, isOn) {
      if (!book.byKey.has(key)) throw new RangeError(textOf("api.unknown_typology", { key }));
      state.setTypology(key, isOn);
    },
    state: () => codes(),
    candidates: () => codes({ isCandidate: true }),
    view: () => ({ ...state.choice, on: [...state.choice.on], language, zoom: map.getZoom() }),
    /** @param {string} text */
    find: (text) => search.find(text).map((county) => county.countyCode),
  };
}
