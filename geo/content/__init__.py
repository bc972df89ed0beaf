"""Content of the outputs, before it is drawn or written."""
