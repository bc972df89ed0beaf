// Themes: types that are drawn together. A page shows one at a time.

/** @typedef {import("./types").Book} Book */
/** @typedef {import("./types").Choice} Choice */
/** @typedef {import("./types").County} County */
/** @typedef {import("./types").PolicyDocument} PolicyDocument */
/** @typedef {import("./types").Theme} Theme */
/** @typedef {import("./types").Localised} Localised */
/** @typedef {{key: string, name: Localised, is_main: boolean, typologies: string[]}} Given */

/** Digits of a code that name its province. */
const PROVINCE_DIGITS = 2;
const NATION = "00";
/** Between the codes of several regions. */
const MARK = "、";

/** @param {string} code */
const provinceOf = (code) => code.slice(0, PROVINCE_DIGITS);

/** @param {Book} book @returns {Given[]} of a page that is made without themes: one of every type */
const onlyTheme = ({ typologies }) =>
  [{ key: "", name: {}, is_main: true, typologies: typologies.map(({ key }) => key) }];

/**
 * Counties of the provinces that a theme has anything to say about; where those are unknown, all.
 * @param {Book} book @param {Pick<Theme, "assignments" | "documents">} theme
 */
function countiesOf({ counties }, { assignments, documents }) {
  const provinces = new Set(assignments.map(({ county }) => provinceOf(county.countyCode)));
  for (const { regionCode } of documents) {
    for (const code of regionCode.split(MARK)) provinces.add(provinceOf(code));
  }
  provinces.delete(NATION);
  if (!provinces.size) return counties;
  return counties.filter(({ countyCode }) => provinces.has(provinceOf(countyCode)));
}

/** @param {County[]} counties */
const positionsOf = (counties) => new Set(counties.map(({ at }) => at));

/**
 * The first theme leads: it has the documents that name no type.
 * @param {Given[]} given @param {Book} book with its documents, layers, assignments and rules
 * @returns {Theme[]}
 */
export function readThemes(given, book) {
  const themes = given.length ? given : onlyTheme(book);
  /** @type {Map<PolicyDocument, Set<string>>} */
  const named = new Map(book.documents.map((document) => [document, new Set()]));
  for (const { document, typology } of [...book.layers, ...book.rules]) {
    named.get(document)?.add(typology.key);
  }
  return themes.map(({ key, name, is_main: isMain, typologies }, at) => {
    const keys = new Set(typologies);
    /** @param {{typology: {key: string}}} each */
    const isOwn = ({ typology }) => keys.has(typology.key);
    /** @param {[PolicyDocument, Set<string>]} each */
    const isNamed = ([, types]) => (types.size ? [...types].some((type) => keys.has(type)) : at === 0);
    const documents = [...named].filter(isNamed).map(([document]) => document);
    const assignments = book.assignments.filter(isOwn);
    const counties = themes.length > 1 ? countiesOf(book, { assignments, documents }) : book.counties;
    return {
      at,
      key,
      name,
      isMain,
      typologies: book.typologies.filter((typology) => keys.has(typology.key)),
      documents,
      assignments,
      rules: book.rules.filter(isOwn),
      layers: book.layers.filter(isOwn),
      undrawn: book.undrawn.filter(isOwn),
      counties,
      covered: counties.length < book.counties.length ? positionsOf(counties) : null,
    };
  });
}

/**
 * The theme of a key; the leading one where there is none.
 * @param {Book} book @param {string} key
 */
export const themeOf = ({ themes }, key) => themes.find((theme) => theme.key === key) ?? themes[0];

/** @param {Theme} theme @returns {Set<string>} keys of its types */
export const everyType = ({ typologies }) => new Set(typologies.map(({ key }) => key));

/**
 * What changes when another theme is chosen: all its types are shown, and of the filters those
 * remain that it has.
 * @param {Choice} choice @param {Theme} theme
 * @returns {Partial<Choice>}
 */
export function themeChoice({ document, until }, theme) {
  const { documents } = theme;
  return {
    theme: theme.key,
    on: everyType(theme),
    mode: "any",
    document: documents.some(({ documentId }) => documentId === document) ? document : "",
    until: documents.some(({ year }) => year === until) ? until : "",
  };
}

/** @param {Theme} theme @param {County} county is it in a province that the theme is about? */
export const isCovered = ({ covered }, { at }) => !covered || covered.has(at);
