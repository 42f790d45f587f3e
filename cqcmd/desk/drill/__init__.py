"""Drill (演练): played by the trainee, led by the instructor, kept in a drawer, judged."""

__all__ = [
    "choice",
    "drawer",
    "guide",
    "instructor",
    "presence",
    "real_alarms",
    "scoring",
    "session",
]
