"""Letters as their readers see them, and the desk where they are written and sent."""
