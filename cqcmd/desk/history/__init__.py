"""检查点: finished incidents in short, beside the journal, so that no start reads ten years."""

__all__ = ["making"]
