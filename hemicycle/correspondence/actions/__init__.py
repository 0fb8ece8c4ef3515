"""The only writers of letters, enquiries and replies: each one act."""
