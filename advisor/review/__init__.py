"""Decisions again: checked, compared, found in a folder."""
