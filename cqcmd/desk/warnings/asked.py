"""What the law around the plan asks once a warning is issued; every row names its own source."""

from collections.abc import Iterator

from msgspec import Struct

from cqcmd.desk.plan.laws import Laws
from cqcmd.desk.warnings.forms import WarningStepCode
from cqcmd.rules.plan import Plan


class Asked(Struct, frozen=True):
    """A step that an article asks for: its point, and ``突发事件应对法 64（主席令……，已读）``."""

    step: WarningStepCode
    point: str
    source: str


class AskedByLaw:
    """The articles that ask for something, read once a plan."""

    def __init__(self) -> None:
        self._laws: tuple[str, Laws] | None = None

    def of(self, plan: Plan, level: int) -> tuple[Asked, ...]:
        """Return what is asked of a warning at that level, the release body first."""
        found = {one.step: one for one in self._every(plan, level)}
        steps: tuple[WarningStepCode, ...] = ("sent", "told_up", "filed")
        return tuple(found[step] for step in steps if step in found)

    def _every(self, plan: Plan, level: int) -> Iterator[Asked]:
        if self._laws is None or self._laws[0] != plan.digest:
            self._laws = plan.digest, Laws({}, plan)
        for law in self._laws[1]:
            for row in law.articles:
                if row.step and (not row.levels or level in row.levels):
                    beside = "，".join(part for part in (law.number, law.state_of(row)) if part)
                    source = f"{law.short} {row.article}（{beside}）"
                    yield Asked(row.step, row.point.removesuffix("。"), source)
