"""What outputs say, before anybody draws or writes it."""
