"""Cut Leaflet down to what the county page uses: ``make leaflet``, when Leaflet's version changes.

Leaflet is a library of modules, and most of what it holds (tiles, markers, popups, vector layers)
the page never calls. A bundler follows the imports of ``scripts/leaflet/entry.js`` and leaves the
rest out; the style keeps the rules of what is there. Both stand in ``geo/render/assets/leaflet``
and are committed, so that building maps needs neither Node.js nor a network; their hashes stand in
``VENDORED.json``, which this script writes as well.

Needs ``npm`` and its registry.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

LEAFLET = "1.9.4"
ESBUILD = "0.28.1"
PROJECT = Path(__file__).resolve().parent.parent
ENTRY = PROJECT / "scripts" / "leaflet" / "entry.js"
ASSETS = PROJECT / "geo" / "render" / "assets"
#: Parts of a class name that only layers, markers, popups and their controls use.
UNUSED = re.compile(
    r"leaflet-(tile|marker|popup|tooltip|vml|div-icon|control-layers|image|interactive|shadow"
    r"|zoom-box|svg|crosshair|touch-icon)|\.lvml|behavior|leaflet-default-icon|> svg|img\b|path\b"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"\s*(?P<selectors>[^{}]+?)\s*\{(?P<body>[^{}]*)\}", re.DOTALL)


def bundled(folder: Path) -> str:
    """Leaflet's used modules as one script that defines ``L``."""
    packages = [f"leaflet@{LEAFLET}", f"esbuild@{ESBUILD}"]
    subprocess.run(["npm", "init", "-y"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", *packages], cwd=folder, check=True)
    shutil.copy(ENTRY, folder / "entry.js")
    out = folder / "leaflet-map.js"
    command = ["node_modules/.bin/esbuild", "entry.js", "--bundle", "--minify", "--charset=utf8"]
    options = ["--format=iife", "--global-name=L", "--legal-comments=none", f"--outfile={out}"]
    subprocess.run([*command, *options], cwd=folder, check=True)
    return out.read_text(encoding="utf-8")


def trimmed(style: str) -> str:
    """The rules of Leaflet's style whose selectors the page can meet."""
    rules = []
    for found in _RULE.finditer(_COMMENT.sub("", style)):
        selectors = [s.strip() for s in found["selectors"].split(",")]
        kept = [s for s in selectors if not UNUSED.search(s)]
        body = re.sub(r"\s+", " ", found["body"]).strip()
        if kept and "behavior" not in body:
            rules.append(f"{','.join(kept)}{{{body}}}")
    return "\n".join(rules) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        script = bundled(Path(name))
        style = (Path(name) / "node_modules/leaflet/dist/leaflet.css").read_text(encoding="utf-8")
    header = f"/* Leaflet {LEAFLET}, in part. BSD-2-Clause, see LICENSE. https://leafletjs.com */\n"
    made = {
        "leaflet/leaflet-map.js": (
            header + script,
            f"npm: leaflet@{LEAFLET} src/, the modules that scripts/leaflet/entry.js imports, "
            f"bundled by esbuild@{ESBUILD}",
        ),
        "leaflet/leaflet-map.css": (
            header + trimmed(style),
            f"npm: leaflet@{LEAFLET} dist/leaflet.css, less layers, markers and popups",
        ),
    }
    declared = json.loads((ASSETS / "VENDORED.json").read_text(encoding="utf-8"))
    like = declared["leaflet/leaflet.js"]
    for path, (content, source) in made.items():
        (ASSETS / path).write_text(content, encoding="utf-8")
        digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
        declared[path] = {**like, "source": source, "sha256": digest}
        print(path, len(content), digest)
    text = json.dumps(declared, ensure_ascii=False, indent=2) + "\n"
    (ASSETS / "VENDORED.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
