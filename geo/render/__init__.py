"""Outputs to look at: the interactive map, figures, county sheets, the index."""
