"""Contributions: delegations write, submit and follow them; the secretariat checks, numbers, translates and posts."""
