"""The only writers of the agenda and of its time plan: each one act."""
