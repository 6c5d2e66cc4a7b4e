UPDATE usage SET why = 'the same tokens stand in another file, by other names' FROM (
  SELECT period, arg_max(file, detail) AS best, list(file) AS files FROM (
    SELECT period, file, sum(requests) AS requests, sum(said + coalesce(cached, 0) + coalesce(written, 0) + output) AS tokens,
      count(model) * 1e6 + count(*) - file / 1e6 AS detail
    FROM usage WHERE why IS NULL AND period IS NOT NULL GROUP BY period, file)
  GROUP BY period, requests, tokens HAVING count(*) > 1 AND tokens > 0) AS forms
WHERE usage.period = forms.period AND usage.file <> forms.best AND list_contains(forms.files, usage.file) AND why IS NULL
