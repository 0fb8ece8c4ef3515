"""Mail to many: its list, each mailing with its progress, and where one is written."""
