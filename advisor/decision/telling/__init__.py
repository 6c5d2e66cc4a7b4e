"""The verdict in words: the blanks of the policy's sentences, and what to find out first."""
