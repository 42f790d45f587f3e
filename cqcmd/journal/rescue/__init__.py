"""After a damage: another file in the journal's place, and what can still be read of it."""
