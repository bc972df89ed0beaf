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
  /** @param {{key: string}[]} known @param {string} key @param {string} message */
  const positionIn = (known, key, message) => {
    const found = known.findIndex((each) => each.key === key);
    if (found < 0) throw new RangeError(textOf(message, { key }));
    return found;
  };
  /** @param {{isCandidate?: boolean}} [options] type key → codes of the counties drawn so */
  const codes = (options) =>
    Object.fromEntries(state.theme.typologies.map(({ key }) => [key, state.drawnCodes(key, options)]));
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
      positionIn(state.theme.typologies, key, "api.unknown_typology");
      state.setTypology(key, isOn);
    },
    /** @param {string} key */
    setTheme(key) {
      app.chooseTheme(book.themes[positionIn(book.themes, key, "api.unknown_theme")]);
    },
    state: () => codes(),
    candidates: () => codes({ isCandidate: true }),
    view: () => ({
      ...state.choice,
      on: [...state.choice.on],
      themes: book.themes.map(({ key }) => key),
      language,
      zoom: map.getZoom(),
    }),
    /** @param {string} text */
    find: (text) => search.find(text).map((county) => county.countyCode),
  };
}
