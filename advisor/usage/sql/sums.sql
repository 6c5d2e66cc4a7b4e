-- Rows of sums that are the sum of all others of their time, in a file where each time has one; where they are of two
-- others, in more times than chance has.
UPDATE usage SET why = 'a sum or a mean of other rows' FROM (
  WITH sums AS (SELECT file, rowid AS which, began, requests, said, output, count(*) OVER times AS rows,
      sum(requests) OVER times AS all_requests, sum(said) OVER times AS all_said, sum(output) OVER times AS all_output
    FROM usage WHERE why IS NULL AND about IS NOT NULL AND requests > 0 AND source = 'table'
    WINDOW times AS (PARTITION BY file, began)),
  tops AS (SELECT file, which, began, rows FROM sums
    WHERE rows > 2 AND 2 * requests = all_requests AND 2 * said = all_said AND 2 * output = all_output)
  SELECT which FROM tops
  JOIN (SELECT file, count(DISTINCT began) AS times, min(rows) AS rows FROM tops GROUP BY file) AS summed USING (file)
  JOIN (SELECT file, count(DISTINCT began) AS times FROM sums GROUP BY file) AS every USING (file)
  WHERE summed.times = every.times AND (summed.rows > 3 OR summed.times > 3)) AS found
WHERE usage.rowid = found.which
