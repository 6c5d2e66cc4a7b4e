"""Numbers as they are written and said: numerals, units, spans of time, currencies."""
