"""Pages of the records of the sittings."""
