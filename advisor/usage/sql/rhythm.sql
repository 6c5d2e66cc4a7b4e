-- Of the first rows of a table: how their times lie.
WITH fields AS (SELECT {fields} FROM ({relation}) LIMIT 20000),
timed AS (SELECT * FROM fields WHERE began IS NOT NULL AND input IS NOT NULL),
gaps AS (SELECT epoch(began - lag(began) OVER (ORDER BY began)) AS gap FROM (SELECT DISTINCT began FROM timed)),
common AS (SELECT gap FROM gaps WHERE gap IS NOT NULL GROUP BY gap ORDER BY count(*) DESC, gap LIMIT 1),
steps AS (SELECT (FROM common) AS gap, min(gap) AS least FROM gaps)
SELECT count(*) AS rows, count(DISTINCT began) AS moments, count(DISTINCT about) AS kinds,
  coalesce(count(DISTINCT (began, about)) / nullif(count(*), 0), 0) AS alone,
  coalesce(bool_and(names_month(written)), false) AS months, coalesce(bool_and(names_week(written)), false) AS weeks,
  coalesce(bool_and(names_quarter(written)), false) AS quarters,
  bool_and(began = date_trunc('month', began)) AS month_starts,
  bool_and(began = date_trunc('day', began)) AS days, bool_and(began = date_trunc('hour', began)) AS hours,
  (SELECT coalesce(avg((input > {largest})::INTEGER), 0) FROM fields WHERE input IS NOT NULL) AS large,
  any_value(steps.gap) AS gap, any_value(steps.least) AS least,
  (SELECT avg((gaps.gap = steps.gap)::INTEGER) FROM gaps, steps WHERE gaps.gap IS NOT NULL) AS even
FROM timed, steps
