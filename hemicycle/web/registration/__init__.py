"""Registering, one's own registration, and the desk where the secretariat handles all of them."""
