"""Connection tests: their pages, their results, and the letter for a network's administrator."""
