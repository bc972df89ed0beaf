// The script in the page's head: unpacks the file's data before anything is shown.
import { bytesOf, expect, runScript, textOf } from "./unpack.js";

const root = document.documentElement;

// Nothing is shown that would have to move when the map is there.
root.classList.add("is-starting");
window.addEventListener("load", () => root.classList.remove("is-starting"));

for (const block of document.querySelectorAll("script[data-packed]")) expect(block.id);
window.countyTypologyPack = { bytes: bytesOf, text: textOf, run: runScript };
