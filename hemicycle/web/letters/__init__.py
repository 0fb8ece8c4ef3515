"""Letters as their readers see them: on a page, on paper, and by mail."""
