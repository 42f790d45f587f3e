"""Facts (情况更新：事实与处置决定): what is learned later, and what is decided on it."""

__all__ = ["decisions", "desk"]
