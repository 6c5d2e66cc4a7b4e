"""Tables of people's own: their head, what their columns mean, and how their rows run."""
