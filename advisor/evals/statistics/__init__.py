"""Intervals, tests and sizes for measured quality, in plain Python; every one against published values in its tests."""
