SELECT file, why, count(*), min(row), arg_min(text, row), count(*) FILTER (called),
  CASE WHEN bool_and(requests IS NOT NULL) FILTER (why IS NULL) THEN sum(requests) FILTER (why IS NULL OR called) END,
  sum(requests) FILTER (called)
FROM usage GROUP BY file, why ORDER BY file, min(row)
