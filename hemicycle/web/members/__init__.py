"""Members: their pages, and the desk where they are kept."""
