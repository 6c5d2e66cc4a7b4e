"""What people say: the vocabulary of facts, one reading of their words, the case file."""
