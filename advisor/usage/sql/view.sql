CREATE VIEW workloads AS
SELECT usage.*, coalesce(model, '(not named)') AS given, id, why IS NULL AS used, {name} AS name
FROM usage LEFT JOIN models ON models.given = usage.model
WHERE why IS NULL OR why = 'a failed call, nothing billed'
