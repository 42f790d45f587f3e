"""The table of docs/clauses.md: each sentence of the plan, the screen it is on, the key for it."""
