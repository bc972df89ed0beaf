"""Files that other programs read: GeoPackage, GeoJSON, GeoParquet, Shapefile, CSV, Excel.

Every writer takes :class:`geo.schema.EditionFrames` and one path, and writes exactly that path.
Same frames, same bytes. Nothing is imported here, so that asking for one format loads one format.
"""
