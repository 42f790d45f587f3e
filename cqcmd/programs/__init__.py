"""The rules for other programs: JSON Lines in, JSON Lines out (docs/contracts.md)."""
