"""The money of a decision: the rows of its table, what is paid today, what can be saved at once."""
