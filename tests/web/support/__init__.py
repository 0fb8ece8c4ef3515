"""Pages of connection tests."""
