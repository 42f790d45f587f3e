"""Duties clause by clause: who learned when, which grades a limit takes in, which report counts."""

from datetime import UTC, datetime, timedelta

import pytest

from cqcmd.rules.duties import Duty, Report, duties, duty_of, first_receipts
from cqcmd.rules.rows import DutyRule
from cqcmd.rules.scale import Scale

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)
DUE = START + timedelta(minutes=30)
SECOND = timedelta(seconds=1)
SCALE = Scale(("I", "II", "III", "IV"))

RULE = DutyRule(
    code="r",
    clause="4.1.1",
    text="30 分钟内",
    sender="unit",
    receiver="district_regulator",
    channel="phone",
    minutes=30,
)


def report(at: datetime, **other: str) -> Report:
    names = {"sender": "unit", "receiver": "district_regulator", "channel": "phone"} | other
    return Report(at=at, **names)  # type: ignore[arg-type]


def test_a_report_told_by_hand_has_no_entry() -> None:
    assert report(START).ref == ""


def test_the_first_of_several_receipts_counts_and_the_given_one_stays_as_it_was() -> None:
    receipts = {"unit": START}
    early, late = report(START + SECOND), report(DUE)
    for told in ([early, late], [late, early]):
        assert first_receipts(receipts, told) == {"unit": START, "district_regulator": early.at}
    assert first_receipts({"district_regulator": START}, [late])["district_regulator"] == START
    assert first_receipts({"district_regulator": DUE}, [early])["district_regulator"] == early.at
    assert receipts == {"unit": START}


@pytest.mark.parametrize(
    ("grade", "least", "reached"),
    [
        ("III", "III", True),
        ("II", "III", True),
        ("IV", "III", False),
        (None, "IV", False),
        (None, None, True),
    ],
)
def test_which_grades_a_limit_takes_in(grade: str | None, least: str | None, reached: bool) -> None:
    assert SCALE.reaches(grade, least) is reached


def standing(now: datetime, *reports: Report) -> Duty:
    return duty_of(RULE, START, reports, now)


def test_the_due_second_is_still_in_time() -> None:
    assert standing(START).due == DUE
    assert standing(DUE).status == "running"
    assert standing(DUE + SECOND).status == "overdue"
    assert standing(DUE + SECOND, report(DUE)).status == "met"
    assert standing(DUE + SECOND, report(DUE + SECOND)).status == "late"


def test_the_earliest_report_is_the_proof_and_the_others_are_made_again() -> None:
    first, second, third = (report(START + n * SECOND) for n in (1, 2, 3))
    found = standing(DUE, third, first, second)
    assert (found.proof, found.again) == (first, (second, third))
    assert (standing(DUE).proof, standing(DUE).again) == (None, ())


@pytest.mark.parametrize(
    "other",
    [{"sender": "public"}, {"receiver": "city_regulator"}, {"channel": "written"}],
    ids=lambda other: next(iter(other)),
)
def test_a_report_of_another_kind_proves_nothing(other: dict[str, str]) -> None:
    assert standing(DUE, report(START, **other)).proof is None


def test_without_a_figure_nothing_is_late() -> None:
    at_once = DutyRule(
        code="n", clause="4.1.1", text="立即", sender="unit", receiver="district_regulator",
        channel="any", minutes=None,
    )  # fmt: skip
    found = duty_of(at_once, START, (), START + timedelta(days=9))
    assert (found.due, found.status) == (None, "running")
    told = report(START + timedelta(days=9), channel="written")
    assert duty_of(at_once, START, (told,), told.at).status == "met"


def test_a_duty_starts_with_what_its_clock_counts_from() -> None:
    anchored = DutyRule(
        code="a", clause="4.1.1", text="事发 1 小时内", sender="unit", receiver="city_regulator",
        channel="phone", minutes=60, anchor="occurrence", from_grade="III",
    )  # fmt: skip
    rules = (RULE, anchored)

    def started(learned: dict[str, datetime], **more: object) -> list[tuple[str, datetime]]:
        found = duties(rules, learned, (), DUE, scale=SCALE, **more)  # type: ignore[arg-type]
        return [(duty.rule.code, duty.start) for duty in found]

    assert started({}) == []
    assert started({"unit": START}) == [("r", START)]
    assert started({}, occurred_at=DUE) == []
    assert started({}, occurred_at=DUE, grade="IV") == []
    assert started({}, grade="III") == []
    assert started({}, occurred_at=DUE, grade="III") == [("a", DUE)]
    assert started({"unit": START}, occurred_at=DUE, grade="II") == [("r", START), ("a", DUE)]
