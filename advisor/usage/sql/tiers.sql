SELECT name, tier, sum(coalesce(requests, 0)), sum(input + output) FROM workloads WHERE used AND tier IS NOT NULL
GROUP BY name, tier ORDER BY name, sum(input + output) DESC, tier
