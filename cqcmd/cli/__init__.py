"""Every verb of the command line, and the JSON Lines programs (docs/contracts.md)."""
