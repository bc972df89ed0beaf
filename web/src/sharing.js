// Exports from the page: files to save, text for the clipboard.
import { tabText } from "./csv.js";
import { el } from "./elements.js";

/** @param {string} text @param {string} name of the file */
export function downloadText(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = el("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** @param {string} text for a browser that refuses the clipboard to a file from disk */
function copyByHand(text) {
  const area = el("textarea", { class: "off-screen" });
  area.value = text;
  document.body.append(area);
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  return isDone;
}

/** @param {(string | number)[][]} rows @returns whether it worked */
export async function copyRows(rows) {
  const text = tabText(rows);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}
