"""The only package that paints: a page in millimetres, font, patterns, names, furniture, files.

Nothing here reads a file of the project except the font beside it, and nothing depends on the
subject of a figure, which the renderers lay out.
"""
