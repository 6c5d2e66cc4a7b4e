"""GPUs: what an hour costs, what one carries, how many it takes."""
