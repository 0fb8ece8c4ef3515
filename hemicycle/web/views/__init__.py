"""Pages: parse, authorise, call one action or query, render."""
