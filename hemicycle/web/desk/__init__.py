"""The desk of a consultation: its navigation by phase, what is to do, and its search."""
