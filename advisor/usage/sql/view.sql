CREATE {kind} workloads AS
SELECT usage.*, coalesce(models.given, '(not named)') AS given, id, tuned, why IS NULL AS used, {name} AS name,
  said + CASE WHEN usage.apart OR readings.apart OR coalesce(cached, 0) + coalesce(written, 0) > said
    THEN coalesce(cached, 0) + coalesce(written, 0) ELSE 0 END AS input
FROM usage LEFT JOIN models ON models.given_all = usage.model LEFT JOIN readings ON readings.grp = usage.grp
WHERE why IS NULL OR called OR why = 'a failed call, nothing billed'
