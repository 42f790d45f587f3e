"""A scenario: its file, its proof against the plan, its library."""
