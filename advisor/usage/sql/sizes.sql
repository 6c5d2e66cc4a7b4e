WITH sizes AS (
  SELECT name, 'input' AS kind, input AS tokens, count(*) AS n FROM workloads WHERE used GROUP BY ALL
  UNION ALL
  SELECT name, 'output', output, count(*) FROM workloads WHERE used GROUP BY ALL),
ranked AS (
  SELECT *, sum(n) OVER (PARTITION BY name, kind ORDER BY tokens) AS upto, sum(n) OVER (PARTITION BY name, kind) AS of
  FROM sizes)
SELECT name, kind, min(tokens) FILTER (upto >= 0.5 * of), min(tokens) FILTER (upto >= 0.9 * of)
FROM ranked GROUP BY name, kind
