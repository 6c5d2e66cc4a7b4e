-- Calls by hour of the day, over all days.
SELECT hour(began) AS hour, count(*) FROM usage WHERE (why IS NULL OR called) AND ended IS NULL AND began IS NOT NULL
GROUP BY hour ORDER BY hour
