UPDATE usage SET why = 'the same as an earlier record' WHERE rowid IN (
  SELECT rowid FROM (
    SELECT rowid, row_number() OVER (PARTITION BY identity ORDER BY rowid) AS n FROM usage
    WHERE why IS NULL AND identity IN (
      SELECT identity FROM usage WHERE why IS NULL GROUP BY identity HAVING count(*) > 1))
  WHERE n > 1)
