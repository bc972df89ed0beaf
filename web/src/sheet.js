// The furniture of a printed map.
import { svg } from "./elements.js";
import { FONT } from "./font.js";

const INK = "#1c1c1a";

/**
 * A round length that takes up about a fifth of the map.
 * @param {number} width of the map in pixels @param {number} metresPerPixel
 */
export function scaleBar(width, metresPerPixel) {
  const metres = (width / 5) * metresPerPixel, power = 10 ** Math.floor(Math.log10(metres));
  const length = ([5, 2].find((digit) => digit * power <= metres) ?? 1) * power;
  return { length, pixels: length / metresPerPixel };
}

/** @param {number} metres */
const lengthText = (metres) => (metres >= 1000 ? `${metres / 1000} km` : `${metres} m`);

/** @param {number} x @param {string} text */
const barLabel = (x, text) =>
  svg("text", { x, y: 11, "font-size": 10, "text-anchor": "middle", "font-family": FONT, fill: INK }, text);

/** @param {ReturnType<typeof scaleBar>} bar @param {number} y */
export function scaleDrawing({ length, pixels }, y) {
  const half = pixels / 2, width = pixels + 60;
  return svg("svg", { x: 8, y, width, height: 26, viewBox: `-16 0 ${width} 26`, class: "scale-bar" },
    svg("rect", { x: -16, y: -2, width: pixels + 44, height: 30, fill: "#ffffff", "fill-opacity": 0.85 }),
    svg("rect", { x: 0, y: 15, width: half, height: 5, fill: INK }),
    svg("rect", { x: 0, y: 15, width: pixels, height: 5, fill: "none", stroke: INK }),
    barLabel(0, "0"), barLabel(half, lengthText(length / 2)), barLabel(pixels, lengthText(length)));
}

export function northArrow() {
  const font = { "font-size": 11, "font-weight": 700, "text-anchor": "middle", "font-family": FONT };
  return svg("svg", { width: 24, height: 40, viewBox: "0 0 24 40", class: "north-arrow" },
    svg("text", { x: 12, y: 10, ...font, fill: INK }, "N"),
    svg("path", { d: "M12 13L18 37L12 32Z", fill: INK }),
    svg("path", { d: "M12 13L6 37L12 32Z", fill: "#fff", stroke: INK, "stroke-width": 0.8 }));
}
