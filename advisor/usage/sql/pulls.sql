UPDATE usage SET why = 'the same time stands in another file, with as much or more in it' FROM (
  SELECT about, arg_max(file, size) AS best FROM (
    SELECT about, file, sum(coalesce(requests, 0) + said + output) - file / 1e6 AS size FROM usage
    WHERE why IS NULL AND about IS NOT NULL AND began IS NOT NULL GROUP BY about, file)
  GROUP BY about HAVING count(*) > 1) AS pulls
WHERE usage.about = pulls.about AND usage.file <> pulls.best AND why IS NULL
