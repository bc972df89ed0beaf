"""``make bench``: every benchmark, one after the other."""

from __future__ import annotations

import runpy
import sys

BENCHMARKS = ("boundary_formats", "builds", "commands", "page")

if __name__ == "__main__":
    chosen, sys.argv[1:] = sys.argv[1:] or BENCHMARKS, []
    for name in chosen:
        print(f"── {name} ──", flush=True)
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")
