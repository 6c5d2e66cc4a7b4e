SELECT name,
  count(*) FILTER (used) AS records,
  CASE WHEN bool_and(requests IS NOT NULL) FILTER (used) THEN sum(requests) FILTER (used OR called) END AS requests,
  CASE WHEN bool_and(requests IS NOT NULL) FILTER (used) THEN sum(requests - coalesce(uncounted, 0)) FILTER (used) END AS measured,
  sum(input) FILTER (used) AS input,
  sum(output) FILTER (used) AS output,
  CASE WHEN bool_and(cached IS NOT NULL) FILTER (used) OR sum(cached) FILTER (used) > 0
    THEN coalesce(sum(cached) FILTER (used), 0) END AS cached,
  CASE WHEN count(written) FILTER (used) > 0 THEN sum(written) FILTER (used) END AS written,
  sum(requests) FILTER (used AND cached > 0) AS cached_requests,
  CASE WHEN bool_or(usd IS NOT NULL) FILTER (used) THEN sum(usd) FILTER (used) END AS usd,
  coalesce(bool_and(usd IS NOT NULL) FILTER (used), false) AS priced,
  CASE WHEN bool_or(failed IS NOT NULL) THEN count(*) FILTER (failed) / count(*) END AS failed_share,
  min(began) FILTER (used) AS first,
  max(coalesce(ended, began)) FILTER (used) AS last,
  coalesce(bool_and(tier = 'batch') FILTER (used), false) AS batch,
  coalesce(bool_and(ended IS NULL AND requests = 1) FILTER (used), false) AS per_call
FROM workloads GROUP BY name HAVING count(*) FILTER (used) > 0
ORDER BY sum(input + output) FILTER (used) DESC, name
