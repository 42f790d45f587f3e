"""The bodies of the verbs, loaded when one is run: the parser alone starts at once.

``cqcmd --version`` answers without Textual and msgspec, ``cqcmd grade`` without a screen or a
journal. Each module of a body imports what it needs at its top.
"""

from argparse import Namespace
from importlib import import_module

TYPE_CHECKING = False  # as in typing, which would cost every start two milliseconds
if TYPE_CHECKING:
    from typing import Any


class Late:
    """A verb that loads its body, ``module:function``, when it is run."""

    def __init__(self, place: str) -> None:
        self.place = place

    def __call__(self, args: Namespace) -> int:
        return int(load(self.place)(args))


def load(place: str) -> "Any":
    """Return the function at ``module:function``."""
    module, _colon, name = place.partition(":")
    return getattr(import_module(module), name)
