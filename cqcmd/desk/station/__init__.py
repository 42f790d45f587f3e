"""Station (本值班点): whom it serves, who is on watch, alarms, backups."""

__all__ = ["alarm", "bands", "centre_address", "colleagues", "desk", "proof"]
