"""Styles that several texts share."""

MUTED = "$foreground 75%"
"""For what is said beside the point: fainter than the text, at least 4.5 to 1 against its ground."""
_BLANK = "\u2800"
"""An empty cell at which no line is broken, as it is at every space."""
YOU = f"{_BLANK}◂{_BLANK}you"
"""Behind what the user said."""
