"""``make bench``: every benchmark, one after the other."""

from __future__ import annotations

import runpy
import sys

BENCHMARKS = ("boundary_formats", "commands", "page")

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHMARKS:
        print(f"── {name} ──", flush=True)
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")
