"""Text for people: numbers, escapes, charts."""
