"""Numbers within sentences: what each counts, and which belongs to which fact."""
