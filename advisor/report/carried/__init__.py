"""What a memo carries so that it can be replayed and checked: its case, its record, the seal of its words."""
