"""事故台账: every incident of every year, found by any words and by what is known of it."""

__all__ = ["desk", "export", "export_files", "figures"]
