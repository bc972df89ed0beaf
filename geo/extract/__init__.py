"""Other people's files → draft rows for a person to review. A build never reads a draft."""
