"""The interview: a checklist as data, a conversation over an append-only log, and a plain front."""
