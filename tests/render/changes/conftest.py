"""A page of toyland with every kind of change, and a real Chromium without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from geo.content.changes import (
    ChangedCounty,
    ChangePage,
    ChangeRegion,
    ComparedDocument,
    ComparisonVerdict,
    CountyChange,
    CountyChangeKind,
    OtherChange,
)
from tests import toyland

LEFT = tuple(n.code for n in toyland.unit_names() if n.province_code == "910000")
NAMES = {n.code: n for n in toyland.unit_names()}


def county(code: str, *changes: CountyChangeKind, **more: Any) -> ChangedCounty:
    """A county of toyland; each change says its own kind."""
    told = [CountyChange(c, f"种类{c}", "旧类", "新类", "左山2024", "（二）") for c in changes]
    unit = NAMES[code]
    return ChangedCounty(code, unit.name, unit.parents, tuple(told), drawn_code=code, **more)


def page_of(*counties: ChangedCounty, **more: Any) -> ChangePage:
    values: dict[str, Any] = {
        "verdict": ComparisonVerdict.CHANGED,
        "memo": "与旧版相比，新版变化如下。",
        "old": "旧.gpkg",
        "new": "项目",
        "vintage": toyland.VINTAGE,
        "counties": counties,
        "regions": (ChangeRegion("左山省", LEFT),),
        "sources": (ComparedDocument("左山省县城建设方案", "左政发〔2024〕1号", "2024-05-01"),),
    }
    return ChangePage(**{**values, **more})


EVERY_KIND = (
    county(
        "910101", CountyChangeKind.ADDED, before=("农产品主产区",), after=("农产品主产区", "示范县")
    ),
    county("910102", CountyChangeKind.REMOVED),
    county("910103", CountyChangeKind.TASK, CountyChangeKind.RETYPED),
    county("910104", CountyChangeKind.STATUS, CountyChangeKind.WORDING),
    county("910105", CountyChangeKind.RECODED),
    county("910201", CountyChangeKind.TASK),
    county("910203", CountyChangeKind.TASK, CountyChangeKind.DERIVED),
    county("910202", CountyChangeKind.WORDING),
)
OTHERS = (OtherChange("任务改动", "甲局", "乙局", "左山2024", "（一）", ("甲县", "丁县")),)


@pytest.fixture(scope="session")
def boundaries() -> Any:
    return toyland.county_boundaries()


@pytest.fixture(scope="session")
def page() -> ChangePage:
    return page_of(*EVERY_KIND, others=OTHERS)


@pytest.fixture
def open_html(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open HTML from a file, offline; the test fails if the page asks for or complains of
    anything."""
    complaints: list[str] = []
    contexts = []

    def opened(html: str, *, width: int = 1280, scheme: str = "light") -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
        )
        contexts.append(context)
        path = tmp_path / "changes.html"
        path.write_text(html, encoding="utf-8")
        tab = context.new_page()
        tab.on("console", lambda m: complaints.append(m.text))
        tab.on("pageerror", lambda e: complaints.append(str(e)))
        tab.on(
            "request",
            lambda r: (
                complaints.append(r.url) if not r.url.startswith(("file:", "data:")) else None
            ),
        )
        tab.goto(path.as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
