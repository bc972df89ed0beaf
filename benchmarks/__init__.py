"""What this tool costs beside its peers, measured in one run."""
