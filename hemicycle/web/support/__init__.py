"""The help desk: its cases and ready answers; connection tests, their results, and the letter about a network."""
