"""The only writers of conclusions, positions and how items end."""
