SELECT began::DATE AS day, count(*) FROM usage WHERE why IS NULL GROUP BY day ORDER BY day
