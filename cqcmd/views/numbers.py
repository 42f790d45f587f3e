"""Numbers that posts which were apart gave twice, where a column has room for the number alone."""

APART = "·"
"""What stands between the number and the mark of whose it is."""


def parted(number: str, words: str) -> tuple[str, str]:
    """Return a number as it was given, and the words beside it with the mark of whose it is."""
    given, _apart, mark = number.partition(APART)
    return given, f"〔{mark}〕{words}" if mark else words
