"""One row of a result file, and rows folded as they come."""
