"""The files of the plans that incidents were taken under, found by digest and looked for."""

from pathlib import Path
from typing import Protocol

from cqcmd.errors import PlanLost
from cqcmd.incident.events import PlanInForce
from cqcmd.rules.plan import Plan


class Plans(Protocol):
    """Where plan files are kept that incidents were taken under."""

    def take(self, digest: str, text_digest: str = "") -> Plan:
        """Return the plan of a digest. Raises PlanLost: it is gone, or is not what it was."""

    def keep(self, plan: Plan) -> None:
        """Put the plan's file and its wording on the disk. Raises Refusal."""

    def keep_from(self, source: Path, plan: Plan) -> None:
        """Put a plan on the disk that is to come into force, from its file. Raises Refusal."""

    def describe(self, plan: Plan) -> PlanInForce:
        """Return what is written down of a plan that comes into force. Raises Refusal."""

    def copy_to(self, directory: Path) -> None:
        """Put every kept file beside a copy of the journal. Raises Unwritable."""


class LostPlans:
    """Plans whose files were asked for and not found, so that somebody may look for them again."""

    def __init__(self) -> None:
        self._lost: set[str] = set()

    @property
    def digests(self) -> tuple[str, ...]:
        """Which plans are lost."""
        return tuple(self._lost)

    def take(self, plans: Plans, digest: str, text_digest: str) -> Plan:
        """Take a plan, and remember whether its file is lost. Raises PlanLost."""
        try:
            plan = plans.take(digest, text_digest)
        except PlanLost:
            self._lost.add(digest)
            raise
        self.found(digest)
        return plan

    def found(self, digest: str) -> None:
        """Note that a plan's file is there again."""
        self._lost.discard(digest)
