"""What is done with contributions: each act in one transaction, with a journal entry."""
