-- Calls without counts that no workload takes, and all calls.
SELECT count(*) FILTER (called AND name NOT IN (SELECT DISTINCT name FROM workloads WHERE used)),
  count(*) FILTER (used OR called) FROM workloads
