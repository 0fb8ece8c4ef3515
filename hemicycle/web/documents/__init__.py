"""Pages of documents: the list, one document with its files, and the secretariat's forms."""
