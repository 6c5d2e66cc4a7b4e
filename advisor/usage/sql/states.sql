-- Records without counts of a call of which another record has them, or of which one without counts stands before.
UPDATE usage SET called = false FROM (
  SELECT rowid AS which, bool_or(why IS NULL) OVER call OR row_number() OVER call > 1 AS told
  FROM usage WHERE own IS NOT NULL AND (why IS NULL OR called)
  WINDOW call AS (PARTITION BY own ORDER BY (why IS NULL) DESC, rowid ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS states
WHERE usage.rowid = states.which AND told AND called
