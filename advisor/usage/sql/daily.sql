SELECT name, began::DATE AS day, sum(requests), sum(input + output) FILTER (used) FROM workloads WHERE (used OR called) AND began IS NOT NULL GROUP BY name, day
ORDER BY name, day
