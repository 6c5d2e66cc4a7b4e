"""From measured quality to answers of a case, and what newer files leave open again."""
