"""The way into a sitting's room, and what is shown of it outside."""
