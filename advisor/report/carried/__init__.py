"""The parts of a memo that let it be replayed and checked: its case, its record, the digest of its words."""
