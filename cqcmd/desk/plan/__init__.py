"""Plan (预案): what an officer does there, and how it stands."""
