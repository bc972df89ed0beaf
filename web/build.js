// Makes what the page carries: `node build.js` writes it into geo/render/assets, `node build.js --check`
// makes it again and compares. Users need none of this: the files are committed, with their hashes.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, version as esbuild } from "esbuild";
import { trimmed } from "./vendor/style.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ASSETS = fileURLToPath(new URL("../geo/render/assets/", import.meta.url));
/** The oldest browsers that docs/map-page.md names. */
const BROWSERS = ["chrome87", "firefox90", "safari14.1"];

/** @param {string} path @returns {Promise<any>} */
const json = async (path) => JSON.parse(await readFile(path, "utf-8"));

/** @param {string} name of a package in node_modules */
const versionOf = async (name) => (await json(`${HERE}node_modules/${name}/package.json`)).version;

/** @param {string} text */
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/**
 * Loads src/inflate.js when it is first called.
 * @type {import("esbuild").Plugin}
 */
const lazyInflate = {
  name: "lazy-inflate",
  setup(builder) {
    builder.onResolve({ filter: /^\.\/inflate\.js$/ }, ({ kind }) =>
      (kind === "import-statement" ? { path: "inflate", namespace: "lazy" } : undefined));
    builder.onLoad({ filter: /./, namespace: "lazy" }, () => ({
      contents: 'export const inflateSync = (block) => require("./inflate.js").inflateSync(block);',
      resolveDir: `${HERE}src`,
    }));
  },
};

/**
 * @param {string} entry @param {import("esbuild").BuildOptions} [options]
 * @returns {Promise<string>}
 */
async function bundled(entry, options = {}) {
  const result = await build({
    absWorkingDir: HERE,
    entryPoints: [entry],
    bundle: true,
    charset: "utf8",
    format: "iife",
    legalComments: "none",
    minify: true,
    write: false,
    ...options,
  });
  return /** @type {{text: string}[]} */ (result.outputFiles)[0].text;
}

/** Our own modules: path below the assets, text, and what is recorded of it. */
async function ownFiles() {
  const fflate = `fflate ${await versionOf("fflate")}`;
  const notice = `/* With ${fflate}, MIT, Copyright (c) Arjun Barrett. */\n`;
  return {
    "bundle/boot.js": {
      text: notice + await bundled("src/boot.js", { target: BROWSERS, plugins: [lazyInflate] }),
      record: { source: "web/src/boot.js", contains: fflate, esbuild },
    },
    "bundle/page.js": {
      text: await bundled("src/page.js", { target: BROWSERS }),
      record: { source: "web/src/page.js", esbuild },
    },
  };
}

/** The part of Leaflet that the page uses. */
async function leafletFiles() {
  const version = await versionOf("leaflet");
  const header = `/* Leaflet ${version}, in part. BSD-2-Clause, see LICENSE. https://leafletjs.com */\n`;
  const style = await readFile(`${HERE}node_modules/leaflet/dist/leaflet.css`, "utf-8");
  const modules = "src/, the modules that web/vendor/leaflet.js imports, bundled by";
  const rest = "dist/leaflet.css, less layers, markers and popups";
  return {
    "leaflet/leaflet-map.js": {
      text: header + await bundled("vendor/leaflet.js", { globalName: "L", tsconfigRaw: {} }),
      record: { source: `npm: leaflet@${version} ${modules} esbuild@${esbuild}` },
    },
    "leaflet/leaflet-map.css": {
      text: header + trimmed(style),
      record: { source: `npm: leaflet@${version} ${rest}` },
    },
  };
}

/**
 * A record file with what was made entered into it.
 * @param {string} name @param {Record<string, {text: string, record: object}>} made
 * @param {(known: any, path: string) => object} basisOf what else is recorded of a file
 */
async function recorded(name, made, basisOf) {
  const records = await json(ASSETS + name);
  for (const [path, { text, record }] of Object.entries(made)) {
    records[path] = { ...basisOf(records, path), ...record, sha256: sha256(text) };
  }
  return `${JSON.stringify(records, null, 2)}\n`;
}

async function everything() {
  const own = await ownFiles(), leaflet = await leafletFiles();
  /** @param {any} records */
  const likeLeaflet = (records) => records["leaflet/leaflet.js"];
  const texts = Object.entries({ ...own, ...leaflet }).map(([path, { text }]) => [path, text]);
  return new Map(/** @type {[string, string][]} */ ([
    ...texts,
    ["BUNDLED.json", await recorded("BUNDLED.json", own, () => ({}))],
    ["VENDORED.json", await recorded("VENDORED.json", leaflet, likeLeaflet)],
  ]));
}

/** @param {string} path */
const kept = (path) => readFile(ASSETS + path, "utf-8").catch(() => "");

const isCheck = process.argv.includes("--check");
for (const [path, text] of await everything()) {
  const isSame = await kept(path) === text;
  if (!isSame && !isCheck) await writeFile(ASSETS + path, text);
  if (!isSame && isCheck) process.exitCode = 1;
  const result = isSame ? "unchanged" : isCheck ? "DIFFERS: run make web" : "written";
  console.log(path.padEnd(26), String(text.length).padStart(7), result);
}
