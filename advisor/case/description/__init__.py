"""A workload described in a line or a paragraph: many facts at once."""
