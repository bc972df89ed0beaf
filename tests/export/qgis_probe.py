"""Runs inside QGIS's own Python: opens what was written as a user would and prints JSON.

usage: /usr/bin/python3 qgis_probe.py GEOPACKAGE QGZ OUT_FOLDER
"""

import json
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLayoutExporter,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

gpkg, qgz = sys.argv[1:3]
out = Path(sys.argv[3])
app = QgsApplication([], True)
app.initQgis()
messages = []
app.messageLog().messageReceived.connect(lambda m, tag, _: messages.append(f"{tag}: {m}"))


def rules_of(layer):
    renderer = layer.renderer()
    if not isinstance(renderer, QgsRuleBasedRenderer):
        return []
    found = []
    for rule in renderer.rootRule().children():
        expression = QgsExpression(rule.filterExpression() or "true")
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        codes = []
        for feature in layer.getFeatures():
            context.setFeature(feature)
            if expression.evaluate(context):
                fields = layer.fields().names()
                codes.append(feature["county_code"] if "county_code" in fields else feature.id())
        found.append(
            {
                "label": rule.label(),
                "error": expression.parserErrorString() + expression.evalErrorString(),
                "codes": codes,
                "layers": [sl.layerType() for sl in rule.symbol().symbolLayers()],
                "colour": rule.symbol().color().name(),
            }
        )
    return found


def described(layer):
    fields = layer.fields()
    related, _, names, *_ = layer.listStylesInDatabase()
    labeling = layer.labeling()
    # Each wrapper is kept: what it points into dies with it.
    label = labeling.settings() if labeling else None
    lettering = label.format() if label else None
    buffered = lettering.buffer() if lettering else None
    return {
        "valid": layer.isValid(),
        "count": layer.featureCount(),
        "crs": layer.crs().authid(),
        "renderer": layer.renderer().type() if layer.renderer() else "",
        "rules": rules_of(layer),
        "labels": layer.labelsEnabled(),
        "label_scales": [label.minimumScale, label.maximumScale] if label else [],
        "label_buffer": buffered.size() if buffered and buffered.enabled() else 0,
        "aliases": {f.name(): layer.attributeAlias(i) for i, f in enumerate(fields)},
        "types": {f.name(): f.typeName() for f in fields},
        "widgets": {f.name(): layer.editorWidgetSetup(i).type() for i, f in enumerate(fields)},
        "value_map": {
            f.name(): layer.editorWidgetSetup(i).config().get("map")
            for i, f in enumerate(fields)
            if layer.editorWidgetSetup(i).type() == "ValueMap"
        },
        "hidden": [c.name for c in layer.attributeTableConfig().columns() if c.hidden],
        "display": layer.displayExpression(),
        "tip": layer.mapTipTemplate(),
        "tabs": [t.name() for t in layer.editFormConfig().tabs()],
        "title": layer.metadata().title(),
        "abstract": layer.metadata().abstract(),
        "licences": layer.metadata().licenses(),
        "metadata_crs": layer.metadata().crs().authid(),
        "stored_styles": list(names[: max(related, 0)]),
        "own_styles": layer.styleManager().styles(),
    }


def dragged():
    """Every layer opened on its own, as when a file is dragged in."""
    from osgeo import ogr

    source = ogr.Open(gpkg)
    names = [source.GetLayer(i).GetName() for i in range(source.GetLayerCount())]
    del source
    layers = {}
    for name in names:
        layers[name] = described(QgsVectorLayer(f"{gpkg}|layername={name}", name, "ogr"))
    return layers


def opened(uri, key):
    project = QgsProject()
    # A project says that it was read even where every layer is broken.
    read = project.read(uri)
    QgsProject.setInstance(project)  # what expressions take for the open project
    layers = project.mapLayers().values()
    missing = [layer.name() for layer in layers if not layer.isValid()]
    result = {
        "read": read,
        "title": project.title(),
        "crs": project.crs().authid(),
        "broken": missing,
        "layers": {layer.name(): layer.featureCount() for layer in layers},
        "sources": sorted(layer.source() for layer in layers),
        "groups": [
            [g.name(), [n.name() for n in g.findLayers()]]
            for g in project.layerTreeRoot().findGroups()
        ],
        "extent": project.viewSettings().defaultViewExtent().toString(4),
        "relations": {
            r.id(): [r.isValid(), r.referencingLayer().name(), r.referencedLayer().name(), r.name()]
            for r in project.relationManager().relations().values()
        },
        "own_styles": {layer.name(): layer.styleManager().styles() for layer in layers},
        "layouts": [],
        "related": related(project),
        "tip": tip(project),
    }
    for layout in project.layoutManager().printLayouts():
        picture = str(out / f"{key}-layout-{len(result['layouts'])}.png")
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = 150
        code = QgsLayoutExporter(layout).exportToImage(picture, settings)
        result["layouts"].append(
            {
                "name": layout.name(),
                "code": int(code),
                "items": sorted(type(item).__name__ for item in layout.items()),
                "picture": picture,
            }
        )
    canvas(project, str(out / f"{key}-map.png"))
    styles(project, key)
    return result


def related(project):
    """County → tasks → indicators by the project's relations, as a form does."""
    relations = project.relationManager()
    counties = project.mapLayer("county_typology_counties")
    chain = {}
    for county in counties.getFeatures():
        tasks = list(relations.relation("county_tasks.county_code").getRelatedFeatures(county))
        if tasks:
            titles = []
            for row in tasks:
                task = relations.relation("county_tasks.task_key").getReferencedFeature(row)
                indicators = relations.relation("indicators.task_key").getRelatedFeatures(task)
                titles.append([task["title"], sorted(i["name"] for i in indicators)])
            listed = relations.relation("assignments.county_code").getRelatedFeatures(county)
            chain[county["county_code"]] = {
                "tasks": sorted(titles),
                "assignments": sorted(a["typology"] for a in listed),
            }
    return chain


def tip(project):
    layer = project.mapLayer("county_typology_counties")
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    texts = {}
    for feature in layer.getFeatures():
        context.setFeature(feature)
        text = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
        texts[feature["county_code"]] = text
    return texts


def canvas(project, path):
    settings = QgsMapSettings()
    root = project.layerTreeRoot()
    settings.setLayers([layer for layer in root.checkedLayers() if layer.isSpatial()])
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.viewSettings().defaultViewExtent())
    settings.setOutputSize(QSize(1200, 1000))
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputDpi(96)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(path)


def styles(project, key):
    layer = project.mapLayer("county_typology_counties")
    manager = layer.styleManager()
    first = manager.currentStyle()
    for number, name in enumerate(manager.styles()):
        manager.setCurrentStyle(name)
        canvas(project, str(out / f"{key}-style-{number}.png"))
    manager.setCurrentStyle(first)


answer = {"dragged": dragged()}
storage = QgsApplication.projectStorageRegistry().projectStorageFromType("geopackage")
names = storage.listProjects(f"geopackage:{gpkg}?projectName=")
answer["projects"] = names
answer["embedded"] = (
    opened(f"geopackage:{gpkg}?projectName={names[0]}", "embedded") if names else None
)
answer["qgz"] = opened(qgz, "qgz")
answer["messages"] = messages
text = json.dumps(answer, ensure_ascii=False, indent=1, default=str)
(out / "answer.json").write_text(text, encoding="utf-8")
os._exit(0)  # QGIS's own shutdown is slow and says nothing about the file
