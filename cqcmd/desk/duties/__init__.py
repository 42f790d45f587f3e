"""Duties (报告义务与时限): the chain, the countdowns, what is watched."""

__all__ = ["chain"]
