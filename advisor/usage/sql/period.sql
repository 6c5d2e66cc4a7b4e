SELECT min(began), max(coalesce(ended, began)), max(epoch(ended - began)),
  count(*) FILTER (ended IS NULL AND (why IS NULL OR called))
FROM usage WHERE why IS NULL OR called OR why = 'a bucket without usage'
