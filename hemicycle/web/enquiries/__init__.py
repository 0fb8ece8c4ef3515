"""The desk of an enquiry: who answered what, the matrix, conditions, the summary, reminders, the result."""
