"""The verdict in words: what the policy's sentences may name, and what to find out first."""
