// Names of counties and types.
import { LISTED, STANDING_KEYS } from "./standing.js";
import { isChinese, localised, plain, quoted, textOf } from "./words.js";

/** @typedef {import("./types").County} County */

/** @param {string} word */
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/** @param {County} county the first spelling of its name in pinyin */
const spelled = ({ pinyin }) => capital(pinyin.split(/[;,、]/)[0].replace(/\s+/g, ""));

/** @param {County} county */
const isSpelled = (county) => !isChinese() && Boolean(county.pinyin);

/**
 * The name on the map.
 * @param {County} county
 */
export const labelOf = (county) =>
  plain(isSpelled(county) ? spelled(county) : county.shortName || county.countyName);

/**
 * The official name, in other languages with the pinyin before it.
 * @param {County} county
 */
export const nameOf = (county) =>
  plain(isSpelled(county) ? `${spelled(county)} ${county.countyName}` : county.countyName);

/**
 * Province and prefecture; one of them where they are the same.
 * @param {County} county
 */
export function parentsOf({ prefectureCode, prefectureName, provinceCode, provinceName }) {
  const isDirect = !prefectureName || prefectureCode === provinceCode || prefectureName === provinceName;
  return isDirect ? quoted(provinceName) : `${quoted(provinceName)} · ${quoted(prefectureName)}`;
}

/**
 * A type with how sure it is, where it is not simply listed.
 * @param {import("./types").Drawn} drawn
 */
export const typeText = ({ typology, standing }) =>
  localised(typology.name) + (standing === LISTED ? "" : textOf(`tip.${STANDING_KEYS[standing]}`));
