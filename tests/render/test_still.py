"""The content policy of pages."""

from __future__ import annotations

from geo.render.still import content_policy, source_hash


def test_a_hash_is_the_one_that_browsers_compute() -> None:
    # The example of CSP Level 3, section 2.3.1.1 (whatwg style of quoting).
    assert source_hash("doSomething();") == (
        "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='"
    )


def test_without_scripts_nothing_runs_and_nothing_loads() -> None:
    assert content_policy(["p{}"]) == (
        f"default-src 'none'; style-src {source_hash('p{}')}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_with_scripts_only_these_very_ones_run() -> None:
    assert content_policy(["p{}", "b{}"], scripts=["f()", "g()"]) == (
        f"default-src 'none'; script-src {source_hash('f()')} {source_hash('g()')}; "
        f"style-src {source_hash('p{}')} {source_hash('b{}')}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
