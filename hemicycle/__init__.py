"""Hemicycle runs a formal consultation between governments, from the first letter to the last decision."""
