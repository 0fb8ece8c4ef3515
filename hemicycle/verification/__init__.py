"""Checks an export with no database and no network, by the same rules that decided (decision 0104)."""
