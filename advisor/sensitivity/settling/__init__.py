"""Proves that no open answer can change the verdict."""
