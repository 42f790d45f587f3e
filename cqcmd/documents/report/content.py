"""A report of 4.1 as values: what documents are made from, whoever composed it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

Kind = Literal["initial", "follow_up", "final", "assessment"]


class Element(Struct, frozen=True):
    """One element of 4.1.2. ``item`` is the plan's own number, ``(1)`` to ``(5)``; empty: of none.

    ``words`` say 待核 where nothing is known, and ``missing`` is then true. ``before`` is what the
    last report said, where it said something else.
    """

    code: str
    item: str
    name: str
    words: str
    missing: bool = False
    before: str = ""


class WrittenReport(Struct, frozen=True, kw_only=True):
    """A written report as issued, or about to be: ``body`` is the exact text, a line a paragraph.

    ``digest`` is the SHA-256 of the body, ``head`` the head of the journal's chain, both empty in a
    draft. ``number`` is blank until the office gives one. ``mark`` stands on what is not real
    (演练); ``terms`` are the words and names that its title is not cut in.
    ``elements`` are what it tells, ``fields`` every fact by its name, blank where it is unknown: an
    office's own form has a cell for each.
    """

    kind: Kind
    serial: int
    title: str
    to: tuple[str, ...]
    copies: tuple[str, ...]
    body: str
    sender: str
    signer: str
    number: str
    made_at: datetime
    incident: str
    plan: str
    digest: str = ""
    head: str = ""
    mark: str = ""
    terms: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()
    fields: Mapping[str, str] = {}


class PhoneReport(Struct, frozen=True, kw_only=True):
    """What a telephone report must say (4.1.2), from the facts as they are now.

    ``changed``: what its receiver has not been told, of a later report. ``casualties``: numbers
    that the summary does not say by itself.
    """

    to: str
    sender: str
    elements: tuple[Element, ...]
    mark: str = ""
    changed: str = ""
    casualties: str = ""
