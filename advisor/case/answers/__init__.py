"""One answer to one question, in whatever words."""
