"""The exports that are known: their declarations, and which of them a file is."""
