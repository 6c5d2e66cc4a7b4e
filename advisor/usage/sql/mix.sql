SELECT name, given, id, sum(requests), sum(input + output) AS tokens, sum(usd), bool_or(tuned) FROM workloads WHERE used
GROUP BY name, given, id ORDER BY name, tokens DESC, given
