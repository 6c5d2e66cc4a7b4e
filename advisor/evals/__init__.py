"""Measured quality: the result files of evaluation tools, read row by row, compared, and turned into answers."""
