// Tables that describe themselves: {columns, rows}. A column is a name; or a name with the values
// that its cells number; or a name with the table whose rows its cells number.
/** @typedef {import("./types").Table} Table */
/** @typedef {import("./types").Column} Column */

/** @param {string} name short_title @returns {string} shortTitle */
export const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/**
 * The meaning of a cell of the column.
 * @param {Column} column @param {Record<string, unknown[]>} others
 * @returns {(cell: any) => unknown}
 */
function meaning(column, others) {
  if (typeof column === "string") return (cell) => cell;
  const values = "of" in column ? others[column.of] : column.values;
  return (cell) => values[cell];
}

/**
 * Rows as objects, each with its position `at` and a property per column.
 * @param {Table} table
 * @param {Record<string, unknown[]>} [others] records of the tables that columns refer to
 * @returns {any[]}
 */
export function readTable({ columns, rows }, others = {}) {
  const names = columns.map((column) => camel(typeof column === "string" ? column : column.name));
  const meanings = columns.map((column) => meaning(column, others));
  return rows.map((row, at) => {
    /** @type {Record<string, unknown>} */
    const record = { at };
    for (let cell = 0; cell < row.length; cell++) record[names[cell]] = meanings[cell](row[cell]);
    return record;
  });
}
