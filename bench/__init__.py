"""Measurements of the running product, beside bare LiveKit in the same run. ``hemicycle bench NAME``."""
