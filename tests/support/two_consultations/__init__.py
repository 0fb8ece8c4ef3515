"""Two whole consultations of the same Members: whatever a page can be about, there is one of in each."""
