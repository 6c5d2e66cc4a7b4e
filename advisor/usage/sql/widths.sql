-- One source pulled by the day and by the hour: where the shorter sums of another file add up to a longer one, they go.
UPDATE usage SET why = 'the same tokens stand in another file, in longer sums' FROM (
  WITH sums AS (
    SELECT file, source, began, ended, sum(said + output) AS tokens FROM usage
    WHERE why IS NULL AND period IS NOT NULL AND ended IS NOT NULL GROUP BY ALL)
  SELECT short.file, long.began, long.ended, long.source
  FROM sums AS long JOIN sums AS short ON short.source = long.source AND short.file <> long.file
    AND short.began >= long.began AND short.ended <= long.ended
    AND short.ended - short.began < long.ended - long.began
  GROUP BY short.file, long.file, long.began, long.ended, long.source, long.tokens
  HAVING abs(sum(short.tokens) - long.tokens) <= 0.01 * long.tokens) AS inside
WHERE usage.file = inside.file AND usage.source = inside.source AND usage.why IS NULL
  AND usage.began >= inside.began AND usage.ended <= inside.ended
