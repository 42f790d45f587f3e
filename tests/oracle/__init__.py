"""Slow, plain readings of the plan, written apart from the program and compared with it."""
