"""A ready evaluation that measures what a decision lacks, for the tools that teams run."""
