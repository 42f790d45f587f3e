"""The rota (值班表): who is on duty on which day, and who stands in for whom."""

__all__ = ["desk", "forms"]
