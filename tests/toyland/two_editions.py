"""A toy project with a document of each province, so with two editions, and its builds."""

from __future__ import annotations

import copy
import hashlib
from dataclasses import replace

import yaml

from geo.build import read_manifest
from geo.cli.app import run
from geo.pipeline import targets, workers
from geo.pipeline.makers import Making
from geo.pipeline.products import PRODUCTS

from .lists import DOCUMENT
from .project import write_project


def second_document():
    """A document of 右水省, so that there are two editions."""
    content = copy.deepcopy(DOCUMENT)
    content["document"].update(id="youshui-2024", region_code="920000", title="右水省县城建设方案")
    content["layers"] = [{"clause": "（一）", "typology": "农产品主产区", "members": "子县、辰县"}]
    content["tasks"][0]["scope"] = [{"kind": "whole"}]
    content["partnerships"], content["positionings"] = [], []
    content["rules"] = [
        {
            "clause": "（三）",
            "typology": "大城市周边",
            "unit_types": ["县"],
            "where": {"within": "右一片"},
            "requires": {"zoned_as": "城市化地区"},
            "note": "测试用的读法",
        }
    ]
    return content


AREAS = {
    "areas": [
        {"name": "右一片", "region_code": "920000", "members": "丑县、寅县", "source": "玩具国公报"}
    ]
}


def write_two_editions(root):
    project = write_project(root)
    text = yaml.safe_dump(second_document(), allow_unicode=True, sort_keys=False)
    (project / "layers" / "youshui-2024.yaml").write_text(text, encoding="utf-8")
    areas = yaml.safe_dump(AREAS, allow_unicode=True)
    (project / "layers" / "regions.yaml").write_text(areas, encoding="utf-8")
    return project


def hashes(out):
    return {
        p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(out.rglob("*"))
        if p.is_file()
    }


def build(project, out, *more):
    return run(["build", "--project", str(project), "--out", str(out), "--quiet", *more])


def edit(project, name, old, new):
    path = project / "layers" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def manifest_of(out):
    return read_manifest(out / "manifest.json")


class QuickMaterial:
    """What quick products get: no geometry is read and nothing is joined."""

    frames = None

    def __init__(self, inputs, key, voice):
        self.inputs, self.key, self.voice = inputs, key, voice

    def making(self, *_):
        return Making(self.frames, {}, self.inputs, self.voice)


def quick_products(monkeypatch):
    """Let every product write a small text of what is listed: building takes a moment then."""

    def make(making):
        for path in making.paths.values():
            path.write_text(repr(making.inputs.resolved.assignments), encoding="utf-8")

    products = tuple(replace(product, make=make) for product in PRODUCTS)
    for module in (workers, targets):
        monkeypatch.setattr(module, "PRODUCTS", products)
    monkeypatch.setattr(workers, "Material", QuickMaterial)
    monkeypatch.setattr(workers, "accounting", lambda _: {"counties": 1, "tasks": 1})
