"""What people look at: the interactive map, figures, the way in."""
