// Until the map stands nothing shows that would have to move then.
(function (root) {
  "use strict";
  function show() { root.classList.remove("is-starting"); }
  root.classList.add("is-starting");
  window.addEventListener("load", show);
})(document.documentElement);

// Unpacks what travels in this file. Synchronous on purpose: when the page has loaded, the map is
// there, also in browsers that know no DecompressionStream.
window.countyTypologyPack = (function () {
  "use strict";
  var LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  var LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  var CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  // Code lengths → a table that maps the next bits (lowest first) to symbol << 4 | length.
  function table(lengths) {
    var widest = 1, count = new Uint16Array(17), next = new Uint16Array(17), i, code = 0;
    for (i = 0; i < lengths.length; i++) {
      count[lengths[i]]++;
      if (lengths[i] > widest) widest = lengths[i];
    }
    count[0] = 0;
    for (i = 1; i <= 16; i++) { code = (code + count[i - 1]) << 1; next[i] = code; }
    var codes = new Uint16Array(1 << widest);
    for (i = 0; i < lengths.length; i++) {
      var length = lengths[i];
      if (!length) continue;
      var bits = next[length]++, turned = 0;
      for (var b = 0; b < length; b++) { turned = (turned << 1) | ((bits >> b) & 1); }
      for (var at = turned; at < codes.length; at += 1 << length) codes[at] = (i << 4) | length;
    }
    return { codes: codes, mask: codes.length - 1 };
  }

  // RFC 1951, without the checks of a stranger's stream: this one was written with the page.
  function inflate(input) {
    var out = new Uint8Array(input.length * 4), size = 0, at = 0, hold = 0, held = 0;
    function bits(n) {
      while (held < n) { hold |= input[at++] << held; held += 8; }
      var value = hold & ((1 << n) - 1);
      hold >>>= n; held -= n;
      return value;
    }
    function symbol(t) {
      while (held < 15 && at < input.length) { hold |= input[at++] << held; held += 8; }
      var found = t.codes[hold & t.mask];
      hold >>>= found & 15; held -= found & 15;
      return found >> 4;
    }
    function room(n) {
      if (size + n <= out.length) return;
      var wider = new Uint8Array(Math.max(out.length * 2, size + n));
      wider.set(out.subarray(0, size));
      out = wider;
    }
    function stored() {
      at -= held >> 3; hold = 0; held = 0;
      var n = input[at] | (input[at + 1] << 8);
      at += 4; room(n);
      out.set(input.subarray(at, at + n), size);
      at += n; size += n;
    }
    function trees(fixed) {
      var lengths, i;
      if (fixed) {
        lengths = new Uint8Array(288);
        for (i = 0; i < 288; i++) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
        return [table(lengths), table(new Uint8Array(30).fill(5))];
      }
      var literals = bits(5) + 257, distances = bits(5) + 1, given = bits(4) + 4;
      var code = new Uint8Array(19);
      for (i = 0; i < given; i++) code[CODE_ORDER[i]] = bits(3);
      var tree = table(code);
      lengths = new Uint8Array(literals + distances);
      for (i = 0; i < lengths.length;) {
        var s = symbol(tree), times = 1, value = s;
        if (s === 16) { value = lengths[i - 1]; times = 3 + bits(2); }
        else if (s === 17) { value = 0; times = 3 + bits(3); }
        else if (s === 18) { value = 0; times = 11 + bits(7); }
        while (times--) lengths[i++] = value;
      }
      return [table(lengths.subarray(0, literals)), table(lengths.subarray(literals))];
    }
    // Nearly all of the time goes here: everything that is touched per symbol is a local variable.
    function block(literals, distances) {
      var codes = literals.codes, mask = literals.mask, farCodes = distances.codes, farMask = distances.mask;
      var source = input, end = input.length, to = out, length = size, from = at, h = hold, n = held, found, s;
      for (;;) {
        while (n < 15 && from < end) { h |= source[from++] << n; n += 8; }
        found = codes[h & mask]; h >>>= found & 15; n -= found & 15; s = found >> 4;
        if (s < 256) {
          if (length === to.length) { size = length; room(1); to = out; }
          to[length++] = s;
          continue;
        }
        if (s === 256) break;
        var extra = LENGTH_EXTRA[s - 257], run = LENGTH_BASE[s - 257];
        while (n < extra + 15 && from < end) { h |= source[from++] << n; n += 8; }
        run += h & ((1 << extra) - 1); h >>>= extra; n -= extra;
        found = farCodes[h & farMask]; h >>>= found & 15; n -= found & 15; s = found >> 4;
        extra = s < 2 ? 0 : (s >> 1) - 1;
        while (n < extra && from < end) { h |= source[from++] << n; n += 8; }
        var back = s < 4 ? s + 1 : 1 + ((2 + (s & 1)) << extra) + (h & ((1 << extra) - 1));
        h >>>= extra; n -= extra;
        if (length + run > to.length) { size = length; room(run); to = out; }
        for (var copy = length - back; run--;) to[length++] = to[copy++];
      }
      at = from; hold = h; held = n; size = length;
    }
    var last;
    do {
      last = bits(1);
      var kind = bits(2);
      if (kind === 0) { stored(); continue; }
      var pair = trees(kind === 1);
      block(pair[0], pair[1]);
    } while (!last);
    return out.subarray(0, size);
  }

  function unpacked(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    var packed = atob(text), size = packed.length, raw = new Uint8Array(size);
    for (var i = 0; i < size; i++) raw[i] = packed.charCodeAt(i);
    return raw;
  }
  // The browser's own inflater is many times as fast, but answers later; in Chromium, before the next
  // script begins. Whoever asks sooner gets the work done here.
  var arrived = {};
  function begin(id) {
    var stream = new DecompressionStream("deflate-raw"), writer = stream.writable.getWriter(), reader = stream.readable.getReader();
    var parts = [], size = 0;
    function next(step) {
      if (!step.done) { parts.push(step.value); size += step.value.length; return reader.read().then(next); }
      var out = new Uint8Array(size), at = 0;
      parts.forEach(function (part) { out.set(part, at); at += part.length; });
      arrived[id] = out;
    }
    function refuse() {}
    writer.write(packed(id)).catch(refuse);
    writer.close().catch(refuse);
    reader.read().then(next).catch(refuse);
  }

  function packed(id) { return unpacked(document.getElementById(id).textContent); }
  function bytes(id) { return arrived[id] || inflate(packed(id)); }
  function text(id) { return new TextDecoder().decode(bytes(id)); }
  function run(id) {
    var script = document.createElement("script");
    script.textContent = text(id);
    document.head.appendChild(script);
  }
  if (window.DecompressionStream) {
    try { document.querySelectorAll("script[data-packed]").forEach(function (script) { begin(script.id); }); } catch (unknown) { arrived = {}; }
  }
  return { bytes: bytes, text: text, run: run };
})();
