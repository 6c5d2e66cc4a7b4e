-- Of a table: whether its counts can be what their names say.
WITH fields AS (SELECT row_number() OVER () AS row, {fields} FROM ({relation})),
steps AS (SELECT began, epoch(began - lag(began) OVER series) AS after, input - lag(input) OVER series AS more_in, output - lag(output) OVER series AS more_out,
    (input + output) / nullif(lag(input + output) OVER series, 0) AS left_over
  FROM fields WHERE began IS NOT NULL AND input IS NOT NULL AND output IS NOT NULL
  WINDOW series AS (PARTITION BY about ORDER BY began, row)),
ids AS (SELECT bool_or(coalesce(input, 0) = 0 AND output > 0) AND bool_or(input > 0) AS in_pieces
  FROM fields WHERE id IS NOT NULL GROUP BY id),
inner_sums AS (SELECT parent, sum(input) AS input, sum(output) AS output FROM fields WHERE parent IS NOT NULL GROUP BY parent HAVING count(*) > 1),
answered AS (SELECT sum(input) AS input, sum(output) AS output, sum(requests) AS requests FROM fields WHERE output > 0)
SELECT count(more_in) AS steps,
  (SELECT min(input) FROM fields) / nullif(avg(more_in) FILTER (more_in > 0), 0) AS begun,
  median(after) AS step, epoch(max(steps.began) - min(steps.began)) AS span,
  count(*) FILTER (more_in > 0 AND more_out > 0) AS rises,
  count(*) FILTER (more_in < 0 OR more_out < 0) AS falls,
  count(*) FILTER ((more_in < 0 OR more_out < 0) AND left_over > {reset}) AS other_falls,
  (SELECT avg(in_pieces::INTEGER) FROM ids) AS in_pieces,
  (SELECT bool_or(other_head) FROM fields) AS other_heads,
  (SELECT max(abs(rate - 1)) > 0 FROM fields) AS sampled, (SELECT max(rate) FROM fields) AS rate,
  (SELECT avg((f.input = s.input AND f.output = s.output)::INTEGER) FROM fields f JOIN inner_sums s ON f.id = s.parent) AS around,
  (SELECT avg(several) FROM fields) AS several, (SELECT max(again) > 0 AND max(again) > min(again) FROM fields) AS again, (SELECT max(failures) > 0 FROM fields) AS failures, (SELECT count(DISTINCT width) FROM fields) AS lengths,
  (SELECT count(session) = count(*) AND count(DISTINCT session) = count(*) AND count(*) >= {fewest} FROM fields) AS of_sessions,
  (SELECT avg((difference > 0 AND NOT list_contains(known, difference))::INTEGER) FROM (SELECT total - input - output AS difference,
    [cached, written, reasoning, cached + written, cached + reasoning, written + reasoning, cached + written + reasoning] AS known FROM fields
    WHERE total IS NOT NULL)) AS other_tokens,
  any_value(answered.input / nullif(answered.requests, 0)) AS mean_input,
  any_value(answered.output / nullif(answered.requests, 0)) AS mean_output,
  (SELECT count(*) FROM fields) AS rows, (SELECT count(began) FROM fields) AS timed,
  (SELECT count(model) FROM fields) AS named, (SELECT count(DISTINCT model) FROM fields) AS names,
  (SELECT bool_or(model IS NOT NULL) FROM fields WHERE row = 1) AS first_named
FROM answered LEFT JOIN steps ON true
