"""The only room that paints: a page in millimetres, its font, patterns, names, furniture, files.

Nothing here reads a file of the project except the font beside it, and nothing knows what a figure
is about: renderers say what goes where.
"""
