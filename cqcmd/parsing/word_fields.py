"""Fields of a call that are kept as the words they are."""

WORD_FIELDS = (
    "district",
    "unit",
    "place",
    "summary",
    "caller",
    "callback",
    "unit_profile",
    "scene",
    "cause",
)
