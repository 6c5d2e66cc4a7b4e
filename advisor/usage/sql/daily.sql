SELECT name, began::DATE AS day, sum(requests), sum(input + output) FROM workloads WHERE used GROUP BY name, day
ORDER BY name, day
