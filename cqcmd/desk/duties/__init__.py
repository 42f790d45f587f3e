"""Duties (报告义务与时限): what an officer does there, and how it stands."""
