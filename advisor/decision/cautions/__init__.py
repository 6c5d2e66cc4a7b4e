"""Warnings and risks: one module a kind, collected by `warnings`."""
