SELECT grp, min(file) AS file, min(id) AS id, count(*) AS calls,
  count(*) FILTER (coalesce(cached, 0) + coalesce(written, 0) > said) AS over,
  count(*) FILTER (cached BETWEEN 0.95 * said AND said) AS alike,
  sum(said) AS said, sum(cached) AS cached, sum(written) AS written, sum(output) AS output,
  sum(usd) AS usd, bool_and(usd IS NOT NULL) AS priced
FROM usage LEFT JOIN models ON models.given_all = usage.model
WHERE why IS NULL AND apart IS NULL AND coalesce(cached, 0) + coalesce(written, 0) > 0
GROUP BY grp ORDER BY file, calls DESC, grp
