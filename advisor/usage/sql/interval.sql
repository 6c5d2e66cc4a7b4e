-- Seconds between moments at which there were calls: of the interval in which a random moment lies.
SELECT coalesce(sum(gap * gap) / sum(gap), 0) FROM (
  SELECT epoch(began - lag(began) OVER (ORDER BY began)) AS gap FROM (
    SELECT DISTINCT date_trunc('minute', began) AS began FROM usage
    WHERE (why IS NULL OR called) AND began IS NOT NULL AND ended IS NULL)) WHERE gap > 0
