-- The busiest hour; nothing where times are dates alone.
SELECT name, max(n) FROM (
  SELECT name, date_trunc('hour', began) AS hour, sum(requests) AS n,
    bool_and(began = date_trunc('day', began)) AS bare FROM workloads WHERE used AND began IS NOT NULL GROUP BY name, hour)
GROUP BY name HAVING NOT bool_and(bare)
