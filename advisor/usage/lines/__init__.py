"""Logs, metrics and nested JSON brought to one record a line."""
