"""What every wing of the desk builds on: the open record, preferences, wording."""

__all__ = ["entry_times", "open_record", "operator", "preferences", "wording"]
