"""A person of 通讯录 as screens are shown him."""

from msgspec import Struct


class ContactView(Struct, frozen=True, kw_only=True):
    """A person as kept. ``unit`` is the code of a unit of the plan, ``unit_name`` its name."""

    id: str
    name: str
    post: str
    org: str
    unit: str
    unit_name: str
    phones: tuple[str, ...]
    hours: str
    note: str
    removed: bool
