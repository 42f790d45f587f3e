"""The services to which people are referred after an accident: the gazette's second document."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.rules.laws import STATES, State


class Service(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A service that is handled as one thing; the first of ``leads`` leads.

    ``batch`` and ``number``: its place in the document. ``due``: by which month it was to work.
    """

    batch: str
    number: int
    audience: str
    stage: str
    name: str
    leads: tuple[str, ...]
    due: str

    @property
    def code(self) -> str:
        """Its place in the document, by which it is known: ``优化提升8``."""
        return f"{self.batch}{self.number}"

    @property
    def words(self) -> str:
        """``公民身后　牵头 市民政局``."""
        return _("{name}　牵头 {leads}").format(name=self.name, leads="、".join(self.leads))


class Services(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The list as a whole, with how far its document was read and of which city it is."""

    title: str
    place: str
    state: State
    remark: str
    services: tuple[Service, ...]

    @property
    def text(self) -> str:
        """The list to be read: for whom, at which stage of life or business, who leads."""
        parts = [f"{self.title}　{STATES[self.state]}", self.remark]
        # In the order of the document a stage comes twice, once in each batch.
        ordered = sorted(self.services, key=_stage)
        for (audience, stage), found in groupby(ordered, _stage):
            parts.append("\n".join((f"{audience}　{stage}", *_lines(found))))
        return "\n\n".join(parts)


def _stage(service: Service) -> tuple[str, str]:
    return service.audience, service.stage


def _lines(found: Iterator[Service]) -> Iterator[str]:
    return (f"　　{service.words}" for service in found)
