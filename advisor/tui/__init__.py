"""The full-screen app: an interview on the left, what it adds up to on the right."""
