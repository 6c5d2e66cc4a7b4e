-- Records of known exports whose counts can be none of calls: larger than any model takes, or running totals.
UPDATE usage SET why = 'more tokens in a call than any model takes', called = false
WHERE why IS NULL AND source <> 'table' AND requests > 0 AND said > {largest} * requests;
UPDATE usage SET why = 'counts that only grow from one time to the next: running totals', called = false FROM (
  WITH steps AS (
    SELECT file, began, epoch(began - lag(began) OVER series) AS after, said - lag(said) OVER series AS more_in,
      output - lag(output) OVER series AS more_out
    FROM usage WHERE why IS NULL AND source <> 'table' AND began IS NOT NULL
    WINDOW series AS (PARTITION BY file, model, project, key, tag, route, tier ORDER BY began, row))
  SELECT file FROM steps GROUP BY file
  HAVING count(more_in) >= {fewest} AND count(*) FILTER (more_in < 0 OR more_out < 0) = 0
    AND count(*) FILTER (more_in > 0 AND more_out > 0) >= {rising} * count(more_in)
    AND median(after) < {day} AND epoch(max(began) - min(began)) >= {days} * {day}) AS growing
WHERE usage.file = growing.file AND why IS NULL
