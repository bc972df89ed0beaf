// Tables as text for spreadsheets.
const FORMULA = /^\s*[=+\-@\t\r]/;

/**
 * Text that a spreadsheet reads as text: a mark is put before anything like a formula.
 * @param {string} text
 */
export const guarded = (text) => (FORMULA.test(text) ? `'${text}` : text);

/** @param {string | number} value */
export function csvCell(value) {
  const text = guarded(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/**
 * CSV (RFC 4180) with the byte order mark by which Excel knows UTF-8.
 * @param {(string | number)[][]} rows
 */
export const csvText = (rows) => `\ufeff${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;

/**
 * Rows for the clipboard, one a line, cells parted by tabs.
 * @param {(string | number)[][]} rows
 */
export function tabText(rows) {
  /** @param {string | number} cell */
  const cellText = (cell) => guarded(String(cell).replace(/[\t\r\n]+/g, " "));
  return rows.map((row) => row.map(cellText).join("\t")).join("\n");
}
