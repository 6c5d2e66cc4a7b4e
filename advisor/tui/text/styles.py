"""Styles that several texts share."""

MUTED = "$foreground 75%"
"""For what is said beside the point: fainter than the text, at least 4.5 to 1 against its ground."""
