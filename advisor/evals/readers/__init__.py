"""The tools whose results are read: from the file of each to rows."""
