"""The seed."""
