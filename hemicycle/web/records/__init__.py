"""The records of the sittings: what happened in each, and who was there."""
