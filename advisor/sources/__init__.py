"""The source documents judged: their worked examples recomputed, and where the product covers each claim."""
