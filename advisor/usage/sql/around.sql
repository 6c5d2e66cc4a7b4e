-- Spans that hold the tokens of calls inside them: those above a span that is used, however many steps.
UPDATE usage SET why = 'a span around other calls, which are counted themselves', called = false FROM (
  WITH RECURSIVE above AS (
    SELECT DISTINCT parent AS span FROM usage WHERE why IS NULL AND parent IS NOT NULL
    UNION
    SELECT usage.parent FROM above JOIN usage ON usage.span = above.span WHERE usage.parent IS NOT NULL)
  SELECT span FROM above) AS spans
WHERE usage.span = spans.span AND (why IS NULL OR called)
