-- Two files that tell of the same tokens; tables of one's own are such only where they tell the same of one time at least,
-- or meet at a single one.
UPDATE usage SET why = 'the same time stands in another file, with as much or more in it' FROM (
  WITH told AS (
    SELECT about, file, began, source, coalesce(requests, 0) + said + output AS size, why IS NULL AS used FROM usage
    WHERE about IS NOT NULL AND began IS NOT NULL AND (why IS NULL OR why = 'the same as an earlier record')),
  sized AS (SELECT about, file, any_value(source) AS source, sum(size) AS size FROM told WHERE used GROUP BY about, file),
  summed AS (SELECT about, file, any_value(began) AS began, sum(size) AS size FROM told GROUP BY about, file),
  times AS (SELECT file, count(DISTINCT began) AS times FROM told GROUP BY file),
  pairs AS (
    SELECT a.file AS one, b.file AS other FROM summed AS a JOIN summed AS b ON a.about = b.about AND a.file <> b.file
    GROUP BY a.file, b.file
    HAVING bool_or(a.size = b.size) OR (count(DISTINCT a.began) = 1
      AND 1 < (SELECT min(times) FROM times WHERE file IN (any_value(a.file), any_value(b.file))))),
  best AS (SELECT about, arg_max(file, size - file / 1e6) AS best, any_value(source) AS source FROM sized
    GROUP BY about HAVING count(*) > 1)
  SELECT sized.about, sized.file FROM sized JOIN best ON sized.about = best.about AND sized.file <> best.best
  WHERE best.source <> 'table' OR EXISTS (FROM pairs WHERE one = sized.file AND other = best.best)) AS pulls
WHERE usage.about = pulls.about AND usage.file = pulls.file AND why IS NULL
