// Leaflet's style without what the page never shows.

/** Parts of a selector that only layers, markers, popups and their controls use. */
const UNUSED = new RegExp(
  "leaflet-(tile|marker|popup|tooltip|vml|div-icon|control-layers|image|interactive|shadow"
  + "|zoom-box|svg|crosshair|touch-icon)|\\.lvml|behavior|leaflet-default-icon|> svg|img\\b|path\\b",
);
const COMMENT = /\/\*.*?\*\//gs;
const RULE = /\s*([^{}]+?)\s*\{([^{}]*)\}/gs;

/** @param {string} style @returns the rules whose selectors the page can meet */
export function trimmed(style) {
  const rules = [];
  for (const [, selectors, inside] of style.replace(COMMENT, "").matchAll(RULE)) {
    const kept = selectors.split(",").map((selector) => selector.trim())
      .filter((selector) => !UNUSED.test(selector));
    const body = inside.replace(/\s+/g, " ").trim();
    if (kept.length && !body.includes("behavior")) rules.push(`${kept.join(",")}{${body}}`);
  }
  return `${rules.join("\n")}\n`;
}
