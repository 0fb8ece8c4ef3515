"""Pages of the conclusions."""
