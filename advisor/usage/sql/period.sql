SELECT min(began), max(coalesce(ended, began)), max(epoch(ended - began)) FROM usage WHERE why IS NULL OR why = 'a bucket without usage'
