"""What a column says of itself beside its type: how wide its codes are, and what of it is personal."""
