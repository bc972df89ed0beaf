"""A GeoPackage that opens finished in QGIS: content, styles, forms, relations, project, metadata.

:func:`write_geopackage` writes the file, :func:`write_project` the ``.qgz`` that goes beside it.
The layout is described in ``docs/geopackage.md``.
"""

from geo.export.geopackage.assembly import write_geopackage, write_project

__all__ = ["write_geopackage", "write_project"]
