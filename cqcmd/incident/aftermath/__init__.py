"""What is owed to people after an accident, folded from the entries of an incident (5.1)."""
