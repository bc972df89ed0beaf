"""``python -m geo.cli`` is ``county-typology``."""

from geo.cli import main

main()
