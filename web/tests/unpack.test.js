import assert from "node:assert/strict";
import { test } from "node:test";
import { constants, deflateRawSync } from "node:zlib";

/** A document whose elements carry blocks by their id. */
function carry(blocks) {
  globalThis.window = globalThis;
  globalThis.document = { getElementById: (id) => ({ textContent: blocks[id] }) };
}

const words = "县城 ".repeat(5000);
const numbers = Uint8Array.from({ length: 70000 }, (_, at) => (at * 2654435761) >>> 24);
const packed = (content, options = {}) => deflateRawSync(content, options).toString("base64");
const { bytesOf, decoded, expect, streamed, textOf } = await import("../src/unpack.js");

test("blocks are unpacked at once, whichever way they were deflated", () => {
  carry({
    text: packed(words),
    numbers: packed(numbers, { strategy: constants.Z_HUFFMAN_ONLY }),
    stored: packed(numbers, { level: 0 }),
    empty: packed(""),
  });
  assert.equal(textOf("text"), words);
  assert.deepEqual(Buffer.from(bytesOf("numbers")), Buffer.from(numbers));
  assert.deepEqual(Buffer.from(bytesOf("stored")), Buffer.from(numbers));
  assert.equal(bytesOf("empty").length, 0);
});

test("base64 is read in browsers that have no fromBase64", () => {
  assert.deepEqual([...decoded("AP+A")], [0, 255, 128]);
});

function knowsRawDeflate() {
  try {
    return Boolean(new DecompressionStream("deflate-raw"));
  } catch {
    return false;
  }
}

test("what was expected is the browser's own answer", { skip: !knowsRawDeflate() }, async () => {
  carry({ later: packed(words) });
  expect("later");
  assert.equal(new TextDecoder().decode(await streamed(decoded(packed(words)))), words);
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  // Only what arrived can answer now.
  carry({});
  assert.equal(textOf("later"), words);
});
