-- Rows of a table that sum up others of their file: named so, or without a name of their own and as large as all others together.
UPDATE usage SET why = 'a sum or a mean of other rows', called = false FROM (
  SELECT file, count(*) AS rows, sum(said) AS said, sum(output) AS output, bool_or(model IS NOT NULL) AS named FROM usage
  WHERE (why IS NULL OR called) AND NOT summed GROUP BY file HAVING count(*) > 1) AS others
WHERE usage.file = others.file AND (why IS NULL OR called) AND (summed
  OR (others.rows > 2 AND others.named AND model IS NULL AND project IS NULL AND usage.said > 0
    AND usage.said = others.said - usage.said AND usage.output = others.output - usage.output))
