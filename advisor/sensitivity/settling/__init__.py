"""The proof that no open answer can change the verdict."""
