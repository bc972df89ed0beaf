// Rows of a table in the order of a column.

const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin", { numeric: true });

/** @typedef {{column: string, direction: 1 | -1}} Sorting */
/** @typedef {string | number} Cell */

/** @param {Cell} one @param {Cell} other empty ones last, names by their pinyin */
function compare(one, other) {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return Number(!one) - Number(!other) || collator.compare(String(one), String(other));
}

/**
 * Equal rows keep their order.
 * @template Row
 * @param {Row[]} rows @param {(row: Row) => Cell} valueOf @param {1 | -1} direction
 * @returns {Row[]}
 */
export const sortedBy = (rows, valueOf, direction) =>
  rows.map((row, at) => ({ row, at, value: valueOf(row) }))
    .sort((one, other) => direction * compare(one.value, other.value) || one.at - other.at)
    .map(({ row }) => row);

/**
 * The order after a click on a heading: a second click turns it; numbers begin with the largest.
 * @param {Sorting} sorting @param {string} column @param {boolean} isNumber
 * @returns {Sorting}
 */
export function nextSorting(sorting, column, isNumber) {
  if (sorting.column === column) return { column, direction: sorting.direction === 1 ? -1 : 1 };
  return { column, direction: isNumber ? -1 : 1 };
}
