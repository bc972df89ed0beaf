"""One file per command, named after it with ``_`` between words."""
