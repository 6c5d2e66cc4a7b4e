SELECT name, given, id, sum(requests), sum(input + output) AS tokens, sum(usd) FROM workloads WHERE used
GROUP BY name, given, id ORDER BY name, tokens DESC, given
