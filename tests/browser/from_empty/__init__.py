"""Whole consultations from an empty database, by pages and documented commands alone."""
