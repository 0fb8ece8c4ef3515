"""Pages of administrators, who begin consultations, and what is missing before each phase of one can begin."""
