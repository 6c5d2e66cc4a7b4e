-- A file without times whose sums are those of another one with them: a summary of its calls, as a sheet beside the days.
UPDATE usage SET why = 'the same tokens stand in another file, with their times' FROM (
  WITH files AS (
    SELECT file, count(began) AS timed, sum(requests) AS requests, sum(said) AS said, sum(output) AS output
    FROM usage WHERE why IS NULL GROUP BY file)
  SELECT DISTINCT bare.file FROM files AS bare JOIN files AS dated ON bare.timed = 0 AND dated.timed > 0
    AND bare.requests IS NOT DISTINCT FROM dated.requests AND bare.said = dated.said AND bare.output = dated.output
  WHERE bare.said + bare.output > 0) AS summaries
WHERE usage.file = summaries.file AND why IS NULL
