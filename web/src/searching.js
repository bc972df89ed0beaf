// One field for every way a county is written: official, short, old, traditional, code, pinyin.
/** @typedef {import("./types").County} County */
/** @typedef {{county: County, names: string[], others: string[], spellings: string[]}} Entry */

// Ranks of a word: the same, its beginning, a part of it. The lowest is the best.
const SAME = 0, BEGINS = 2, CONTAINS = 5, NONE = 99;
const MOST = 12;

/** @param {string} text without tones, case and what is written between syllables */
export const folded = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[\s'’·-]/g, "");

/** @param {string} text several ways of writing */
const several = (text) => text.split(/[;,，、；|]/).map(folded).filter(Boolean);

/** @param {string} text a space parts the syllables of one pinyin spelling, but two words of Chinese */
const written = (text) => several(text.replace(/\s+/g, ";"));

/** @param {County} county @returns {Entry} */
const entryOf = (county) => ({
  county,
  names: [county.countyName, county.shortName].flatMap(written),
  others: [county.old, county.alias, county.traditional].flatMap(written),
  spellings: [...several(county.pinyin), ...written(county.initials), county.countyCode],
});

/** @param {string} word @param {string} wanted */
function rankOfWord(word, wanted) {
  if (word === wanted) return SAME;
  if (word.startsWith(wanted)) return BEGINS;
  return word.includes(wanted) ? CONTAINS : NONE;
}

/** @param {string[]} words @param {string} wanted @param {number} offset */
const best = (words, wanted, offset) =>
  Math.min(NONE, ...words.map((word) => rankOfWord(word, wanted) + offset));

/** @param {Entry} entry @param {string} wanted */
function rankOf(entry, wanted) {
  const isHan = /[\u3400-\u9fff]/.test(wanted), spelled = best(entry.spellings, wanted, 0.5);
  // Three letters out of the middle of a spelling mean nothing.
  const counted = isHan || spelled < CONTAINS ? spelled : NONE;
  return Math.min(best(entry.names, wanted, 0), best(entry.others, wanted, 0.2), counted);
}

/** @typedef {{rank: number, county: County}} Match */
/** @param {Match} one @param {Match} other */
const compare = (one, other) =>
  one.rank - other.rank || one.county.countyCode.localeCompare(other.county.countyCode);

/**
 * Finds counties by typed text, best first.
 * @param {County[]} counties
 * @returns {(text: string) => County[]}
 */
export function finderOf(counties) {
  /** @type {Entry[] | null} */
  let entries = null;
  return (text) => {
    const wanted = folded(text);
    if (!wanted) return [];
    entries ??= counties.map(entryOf);
    return entries.map((entry) => ({ rank: rankOf(entry, wanted), county: entry.county }))
      .filter(({ rank }) => rank < NONE).sort(compare)
      .slice(0, MOST).map(({ county }) => county);
  };
}
