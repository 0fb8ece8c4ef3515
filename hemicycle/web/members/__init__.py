"""The pages of Members."""
