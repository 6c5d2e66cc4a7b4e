"""Which models may do this work, what is known of them, and what serves from month to month."""
