"""One file a route: each lists the ways to take it, priced."""
