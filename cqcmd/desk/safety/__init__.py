"""Safety (人员安全): teams inside the cordon and the alarm of their silence."""

__all__ = ["desk", "forms"]
