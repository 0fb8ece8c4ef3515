"""Pages of the proposed conclusions: where they are drafted and corrected, and how the items ended."""
