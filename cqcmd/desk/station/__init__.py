"""Station (本值班点): whom it serves, who is on watch, alarms, backups."""

__all__ = ["alarm", "bands", "colleagues", "desk", "proof"]
