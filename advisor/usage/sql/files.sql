SELECT file, why, count(*), min(row), arg_min(text, row) FROM usage GROUP BY file, why ORDER BY file, min(row)
