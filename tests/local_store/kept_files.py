"""What stands in the files of a post, to show that something left them alone."""

from pathlib import Path

SHARED_MARKS = ".db-shm"
"""How the name ends of the memory in which SQLite's readers mark how far they read: asking for
anything may change it, and nothing is kept there."""


def kept_files(place: Path) -> dict[str, bytes]:
    """Each file under a folder by its path, and what is in it, but for the marks of readers."""
    found = (file for file in place.rglob("*") if file.is_file())
    return {str(file): file.read_bytes() for file in found if not file.name.endswith(SHARED_MARKS)}
