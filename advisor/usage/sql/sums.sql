-- Rows of sums that are the sum of all others of their time, in a file where each time has one.
UPDATE usage SET why = 'a sum or a mean of other rows' FROM (
  WITH sums AS (SELECT file, rowid AS which, began, requests, said, output, count(*) OVER times AS rows,
      sum(requests) OVER times AS all_requests, sum(said) OVER times AS all_said, sum(output) OVER times AS all_output
    FROM usage WHERE why IS NULL AND about IS NOT NULL AND requests > 0 AND source = 'table'
    WINDOW times AS (PARTITION BY file, began)),
  tops AS (SELECT file, which, began FROM sums
    WHERE rows > 3 AND 2 * requests = all_requests AND 2 * said = all_said AND 2 * output = all_output)
  SELECT which FROM tops
  JOIN (SELECT file, count(DISTINCT began) AS times FROM tops GROUP BY file) AS summed USING (file)
  JOIN (SELECT file, count(DISTINCT began) AS times FROM sums GROUP BY file) AS every USING (file)
  WHERE summed.times = every.times) AS found
WHERE usage.rowid = found.which
