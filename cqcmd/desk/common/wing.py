"""A wing of the desk is loaded and made when it is first asked for: no board waits for it."""

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import Any

Given = Callable[[Any], tuple[object, ...]]


def _the_record(desk: Any) -> tuple[object, ...]:
    return (desk._open_record,)


def wing(place: str, given: Given = _the_record) -> Any:
    """Return an attribute of a desk; made of ``place``, its ``module:class``."""
    module, _colon, name = place.partition(":")

    def made(desk: Any) -> object:
        return getattr(import_module(module), name)(*given(desk))

    return cached_property(made)
