"""The only writers of a sitting. Each takes the sitting's key, who performs it, and the moment."""
