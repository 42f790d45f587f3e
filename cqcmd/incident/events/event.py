"""What every event of the journal is."""

from typing import ClassVar

from msgspec import Struct


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an entry says. ``kind`` is its name in the journal and never changes."""

    kind: ClassVar[str]
