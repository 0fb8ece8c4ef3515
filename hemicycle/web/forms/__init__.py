"""What people type in, checked before an action gets it."""
