"""Resources (应急保障, 6): what there is, what an incident has and lacks, what it costs."""

__all__ = ["desk", "forms", "store"]
