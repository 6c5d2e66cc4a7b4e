SELECT name, max(n) FROM (
  SELECT name, date_trunc('hour', began) AS hour, sum(requests) AS n FROM workloads WHERE used GROUP BY name, hour)
GROUP BY name
