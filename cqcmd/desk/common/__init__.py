"""What every wing of the desk builds on: the open record, preferences, wording."""

__all__ = [
    "entry_times",
    "long_work",
    "open_record",
    "operator",
    "preferences",
    "wording",
]
