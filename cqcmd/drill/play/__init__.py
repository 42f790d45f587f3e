"""A drill as it runs: simulated time, arrivals, what was achieved, the guide."""
