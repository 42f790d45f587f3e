"""What every wing of the desk builds on: the open record, preferences, wording."""
