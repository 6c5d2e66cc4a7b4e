"""One module a format: from its file to rows."""
