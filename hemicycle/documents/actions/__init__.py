"""What is done to documents: each act in one transaction, with a journal entry."""
