-- One call that two instrumentations wrote down: the same figures in one trace, begun within two seconds of each other.
UPDATE usage SET why = 'a call that another instrumentation wrote down as well' FROM (
  SELECT DISTINCT later.rowid AS which FROM usage AS later JOIN usage AS first
    ON first.trace = later.trace AND first.said = later.said AND first.output = later.output
    AND first.source < later.source AND first.file = later.file
    AND abs(epoch(first.began) - epoch(later.began)) <= 2
  WHERE first.why IS NULL AND later.why IS NULL) AS twins
WHERE usage.rowid = twins.which
