"""Tables of results: which columns hold what, and their rows."""
