"""Indico, conference software, as the limit beside the figures of registration."""
