"""A whole post played from a seed: terminals, disk, clocks, faults, and what must hold."""
