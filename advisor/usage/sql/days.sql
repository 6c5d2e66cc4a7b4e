SELECT began::DATE AS day, count(*) FROM usage WHERE why IS NULL AND began IS NOT NULL GROUP BY day ORDER BY day
