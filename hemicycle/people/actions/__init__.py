"""The only writers of people's data."""
