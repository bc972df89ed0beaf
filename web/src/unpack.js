// Blocks of raw deflate in base64, unpacked.
//
// The browser's own DecompressionStream is many times as fast, but answers later (in Chromium, before
// the next script begins). For calls before that, and in a browser without it, fflate does the work,
// so that the map is there once the page has loaded, in every browser.
import { inflateSync } from "./inflate.js";

/** @type {Map<string, Uint8Array>} */
const arrived = new Map();

/** @param {string} text base64 */
export function decoded(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

/** @param {string} id of the element that carries a block */
const packed = (id) => decoded(/** @type {HTMLElement} */ (document.getElementById(id)).textContent ?? "");

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * The browser's answer. Its stream is used as it is: every layer above it answers later.
 * @param {Uint8Array} block raw deflate
 */
export async function streamed(block) {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const writer = writable.getWriter(), reader = readable.getReader();
  const ignore = () => {};
  writer.write(/** @type {BufferSource} */ (block)).catch(ignore);
  writer.close().catch(ignore);
  /** @type {Uint8Array[]} */
  const parts = [];
  for (let step = await reader.read(); !step.done; step = await reader.read()) parts.push(step.value);
  return joined(parts);
}

/**
 * Begin to unpack a block that will be needed.
 * @param {string} id
 */
export function expect(id) {
  if (!window.DecompressionStream) return;
  streamed(packed(id)).then((bytes) => arrived.set(id, bytes), () => {});
}

/** @param {string} id */
export const bytesOf = (id) => arrived.get(id) ?? inflateSync(packed(id));

/** @param {string} id */
export const textOf = (id) => new TextDecoder().decode(bytesOf(id));

/** @param {string} id */
export function runScript(id) {
  const script = document.createElement("script");
  script.textContent = textOf(id);
  document.head.append(script);
}
