SELECT name, id, coalesce(tier, 'standard') AS tier,
  sum(input) - coalesce(sum(cached), 0) - coalesce(sum(written), 0) AS plain,
  coalesce(sum(cached), 0) AS cached, sum(output) AS output, coalesce(sum(written), 0) AS written, sum(usd) AS usd,
  bool_and(usd IS NOT NULL) AS priced
FROM workloads WHERE used GROUP BY ALL ORDER BY name, id, tier
