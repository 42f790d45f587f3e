"""Papers of a warning: the notice, and the same for the machines of the release body."""

__all__ = ["cap", "content", "notice"]
