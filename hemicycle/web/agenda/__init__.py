"""The agenda and the time plan in words and pictures, for pages and papers."""
