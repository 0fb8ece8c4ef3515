"""Conclusions, positions, and how items end."""
