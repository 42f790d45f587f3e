"""Warnings on their way, as tests need them."""

from cqcmd.desk.desk import Desk
from cqcmd.desk.warnings.forms import WarningForm, WarningStepCode, WarningStepForm

CONTENTS = WarningForm(
    level=3,
    category="索道大风",
    area="长江索道沿线",
    notice="阵风八级，可能停运",
    measures="停止载客、加密巡查",
    issuer="渝中区政府",
)


def consult(desk: Desk, ident: str | None = None, level: int = 3) -> str:
    return desk.warnings.step(
        WarningStepForm(
            step="consulted",
            level=level,
            category="索道大风",
            area="长江索道沿线",
            harm="缆车滞留100人",
            present="气象、索道公司",
            words="建议发布",
        ),
        ident,
    )


def step(desk: Desk, ident: str, code: WarningStepCode, who: str, level: int | None = None) -> None:
    desk.warnings.step(WarningStepForm(step=code, level=level, who=who), ident)


def approved(desk: Desk, level: int = 3) -> str:
    ident = consult(desk, level=level)
    step(desk, ident, "proposed", "渝中区市场监管局", level)
    step(desk, ident, "approved", "渝中区政府", level)
    return ident


def issued(desk: Desk) -> str:
    return desk.warnings.issue(CONTENTS, approved(desk))
