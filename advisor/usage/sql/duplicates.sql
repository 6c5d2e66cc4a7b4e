UPDATE usage SET why = found.why FROM (
  SELECT rowid AS which, n,
    CASE WHEN size < biggest THEN 'an earlier state of a record that is counted once'
      ELSE 'the same as an earlier record' END AS why
  FROM (
    SELECT rowid, row_number() OVER same AS n, size, max(size) OVER (PARTITION BY identity) AS biggest
    FROM (SELECT rowid, identity, coalesce(requests, 0) + said + output + coalesce(cached, 0) AS size FROM usage
      WHERE why IS NULL AND identity IN (
        SELECT identity FROM usage WHERE why IS NULL GROUP BY identity HAVING count(*) > 1))
    WINDOW same AS (PARTITION BY identity ORDER BY size DESC, rowid))) AS found
WHERE usage.rowid = found.which AND n > 1
