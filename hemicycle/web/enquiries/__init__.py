"""The desk of an enquiry: its parts that are more than a view."""
