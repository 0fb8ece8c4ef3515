"""Who may open a page, as whom, and what they are told when they may not."""
