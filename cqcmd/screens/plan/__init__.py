"""Plan (预案): its screens and forms."""
