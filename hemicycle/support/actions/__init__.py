"""The only writers of the help desk."""
