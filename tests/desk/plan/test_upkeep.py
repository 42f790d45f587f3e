"""预案管理: age against its limits, causes noted, another plan looked at and put in force."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cqcmd.clock import FixedClock, local
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BadInput, BrokenPlan, PlanLost
from cqcmd.rules.beside.upkeep import Review, day_issued, is_older
from tests.desk.calls import TANK, take
from tests.support.plan_files import Tables, plan_like_built_in, quarter_of_an_hour

ISSUED = date(2023, 5, 20)


def on_day(desk: Desk, clock: FixedClock, day: date) -> None:
    clock.advance(days=(day - local(clock.now()).date()).days)


def review(desk: Desk, number: int = 0) -> str:
    return desk.upkeep.shown().reviews[number].words


def test_the_age_stands_against_five_years_and_the_three_that_were_not_read(
    desk: Desk, clock: FixedClock
) -> None:
    on_day(desk, clock, date(2026, 7, 25))
    five, three = desk.upkeep.shown().reviews
    assert five.words == (
        "每 5 年评估一次：2023-05-20 印发，没有记过评估，2028-05-20 前应评估，还有 665 天"
    )
    assert (five.clause, five.overdue) == ("8", False)
    assert three.words.startswith("每 3 年评估一次（待核）：")
    assert three.words.endswith(
        "2026-05-20 前应评估，已过 66 天　另据 突发事件应急预案管理办法 国办发〔2024〕5号"
    )
    assert (three.clause, three.overdue) == ("", True)


def test_on_the_very_day_it_is_due_and_the_day_after_it_is_over() -> None:
    row = Review(code="r", clause="8", years=5, state="read")
    assert row.due(ISSUED) == date(2028, 5, 20)
    assert row.due(date(2024, 2, 29)) == date(2029, 2, 28)


def test_due_today_is_not_overdue(desk: Desk, clock: FixedClock) -> None:
    on_day(desk, clock, date(2028, 5, 20))
    assert review(desk).endswith("今天到期")
    assert not desk.upkeep.shown().reviews[0].overdue
    clock.advance(days=1)
    assert review(desk).endswith("已过 1 天")
    assert desk.upkeep.shown().reviews[0].overdue


def test_from_an_evaluation_the_years_count_anew(desk: Desk, clock: FixedClock) -> None:
    on_day(desk, clock, date(2026, 7, 25))
    desk.upkeep.note_review("2026-06-30", "仍适用", "市局应急处")
    assert review(desk).startswith("每 5 年评估一次：上次评估 2026-06-30，2031-06-30 前应评估")
    assert "评估于 2026-06-30 仍适用 （市局应急处）" in desk.upkeep.reviews_noted()[0].words


@pytest.mark.parametrize(
    ("on", "by", "words", "field"),
    [
        ("七月", "处长", "日期请写成 2026-07-25 这样。", "on"),
        ("2026-13-01", "处长", "日期请写成 2026-07-25 这样。", "on"),
        ("2099-01-01", "处长", "评估日期在今天以后；评估完再记。", "on"),
        ("2023-05-19", "处长", "评估日期早于预案印发的 2023-05-20，请核对。", "on"),
        ("2023-05-20", " ", "请填由谁评估。", "by"),
    ],
)
def test_an_evaluation_that_cannot_be_is_refused(
    desk: Desk, on: str, by: str, words: str, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        desk.upkeep.note_review(on, "", by)
    assert (str(refused.value), refused.value.field) == (words, field)
    assert desk.upkeep.reviews_noted() == ()


def test_the_seven_causes_are_the_plans_own_words(desk: Desk) -> None:
    causes = desk.upkeep.shown().causes
    assert len(causes) == 7
    assert all(cause.words in desk.plan.clauses[cause.clause].text for cause in causes)


def test_a_cause_is_noted_seen_in_the_log_and_taken_out_with_a_reason(desk: Desk) -> None:
    code = desk.upkeep.shown().causes[0].code
    desk.upkeep.note_cause(code, "特种设备安全法修订", "法规处")
    [note] = desk.upkeep.shown().causes[0].notes
    assert "特种设备安全法修订 （法规处） 记 李敏" in note.words
    assert desk.log(None)[-1].words == "修订情形：特种设备安全法修订（法规处）"
    desk.upkeep.withdraw(note.ident, "记错了")
    assert desk.upkeep.shown().causes[0].notes == ()
    assert desk.log(None)[-1].words == "撤去一条：记错了"
    with pytest.raises(BadInput, match="已经撤去"):
        desk.upkeep.withdraw(note.ident, "再来")


def test_a_cause_without_words_or_unknown_is_refused(desk: Desk) -> None:
    code = desk.upkeep.shown().causes[0].code
    for about, words, field in ((code, "  ", "words"), ("cause.none", "变了", "about")):
        with pytest.raises(BadInput) as refused:
            desk.upkeep.note_cause(about, words, "")
        assert refused.value.field == field


def test_a_slip_is_taken_back_within_thirty_seconds(desk: Desk, clock: FixedClock) -> None:
    code = desk.upkeep.shown().causes[1].code
    desk.upkeep.note_cause(code, "指挥部换人", "")
    desk.upkeep.undo()
    assert desk.upkeep.shown().causes[1].notes == ()
    desk.upkeep.note_cause(code, "指挥部换人", "")
    clock.advance(seconds=31)
    with pytest.raises(BadInput, match="没有可以撤回的"):
        desk.upkeep.undo()
    assert len(desk.upkeep.shown().causes[1].notes) == 1


# Another plan

Start = Callable[[Path | None], Desk]


@pytest.fixture
def start(tmp_path: Path, clock: FixedClock) -> Iterator[Start]:
    openings: list[Opening] = []

    def opened(plan: Path | None) -> Desk:
        opening = Opening(tmp_path / "data", plan, clock)
        opening.read_journal()
        openings.append(opening)
        if not opening.desk.org:
            opening.desk.station.set_up("district_regulator", "渝中区市监局", "渝中区", {}, "李敏")
        return opening.desk

    yield opened
    for opening in openings:
        opening.close()


@pytest.fixture
def district(tmp_path: Path) -> Path:
    return plan_like_built_in(tmp_path / "yz.json", quarter_of_an_hour)


def test_a_plan_is_seen_before_it_is_in_force_and_changes_nothing_by_being_seen(
    start: Start, district: Path
) -> None:
    desk = start(None)
    take(desk, TANK)
    before = desk.plan.digest
    seen = desk.upkeep.versions.compare(str(district))
    assert "cq-2023" in seen.former
    assert "yz-2026" in seen.present
    assert [one.number for one in seen.differences] == ["4.1.1"]
    assert seen.question.startswith("启用《渝中区预案》？新接报按它判定；")
    assert seen.question.endswith("没办结的 1 起仍按原预案，每起另外再问。")
    assert desk.plan.digest == before
    assert len(desk.upkeep.versions.every()) == 1


def test_put_in_force_it_is_so_here_and_on_another_terminal(start: Start, district: Path) -> None:
    desk, other = start(None), start(None)
    former = desk.plan.digest
    assert desk.upkeep.versions.bring_into_force(str(district)) == "渝中区预案"
    other.refresh()
    assert desk.plan.meta.code == other.plan.meta.code == "yz-2026"
    present, past = desk.upkeep.versions.every()
    assert (present.in_force, past.in_force, past.digest) == (True, False, former)
    assert present.since is not None
    back = desk.upkeep.versions.compare_former(former)
    assert "　　minutes　原：30　新：15" in back.differences[0].text
    district.unlink()
    assert start(None).plan.meta.code == "yz-2026"


def test_the_file_in_force_and_no_file_are_refused(start: Start, district: Path) -> None:
    desk = start(None)
    desk.upkeep.versions.bring_into_force(str(district))
    with pytest.raises(BadInput, match="就是现行预案"):
        desk.upkeep.versions.compare(str(district))
    with pytest.raises(BadInput, match="已经启用"):
        desk.upkeep.versions.bring_into_force(str(district))
    with pytest.raises(BadInput, match="请填预案文件的位置"):
        desk.upkeep.versions.compare("  ")
    with pytest.raises(BadInput):
        desk.upkeep.versions.compare("/no/such/file.json")


def test_a_broken_file_leaves_the_plan_in_force(start: Start, tmp_path: Path) -> None:
    def broken(tables: Tables) -> None:
        tables["meta"]["1"]["version"] = ""
        tables["criteria"]["1"]["clause"] = "99.9"

    desk = start(None)
    file = plan_like_built_in(tmp_path / "broken.json", broken)
    for verb in (desk.upkeep.versions.compare, desk.upkeep.versions.bring_into_force):
        with pytest.raises(BrokenPlan):
            verb(str(file))
    assert desk.plan.meta.code == "cq-2023"


def dated(issued: str, version: str = "1") -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        tables["meta"]["1"] |= {"issued": issued, "version": version}

    return change


@pytest.mark.parametrize(
    ("issued", "version", "older"),
    [
        ("2018-03-01", "9", True),
        ("2023-05-20", "2", True),
        ("2023-05-20", "10", False),
        ("2026-01-01", "1", False),
        ("去年", "1", True),
        ("去年", "4", False),
    ],
)
def test_a_plan_older_than_the_one_in_force_says_so(
    start: Start, tmp_path: Path, issued: str, version: str, older: bool
) -> None:
    desk = start(None)
    file = plan_like_built_in(tmp_path / "old.json", dated(issued, version))
    seen = desk.upkeep.versions.compare(str(file))
    expected = f"这份预案 {issued} 第{version}版，早于现行的 2023-05-20 第3版。"
    assert seen.older == (expected if older else "")


def test_of_an_undated_plan_no_day_is_reckoned(start: Start, tmp_path: Path) -> None:
    desk = start(plan_like_built_in(tmp_path / "undated.json", dated("去年", "4")))
    assert day_issued(desk.plan) is None
    assert review(desk).endswith("预案文件没有写明印发日期，算不出到哪天。")
    assert not is_older(desk.plan, plan_in_force())


def test_a_plan_that_does_not_say_it_has_no_causes_and_only_the_others_limit(
    start: Start, tmp_path: Path
) -> None:
    file = plan_like_built_in(tmp_path / "silent.json", quarter_of_an_hour)
    text = tmp_path / "cq-2023.md"
    words = text.read_text(encoding="utf-8")
    cut = words.index("，定期开展预案评估工作"), words.index("各区县政府应当制定")
    text.write_text(words[: cut[0]] + "。\n\n" + words[cut[1] :], encoding="utf-8")
    desk = start(file)
    shown = desk.upkeep.shown()
    assert shown.causes == ()
    assert [one.code for one in shown.reviews] == ["review.state"]


def test_a_former_plan_whose_file_is_gone_says_why(
    start: Start, district: Path, tmp_path: Path
) -> None:
    desk = start(district)
    former = desk.plan.digest
    other: Any = plan_like_built_in(tmp_path / "other.json", dated("2026-01-01"))
    desk.upkeep.versions.bring_into_force(str(other))
    (tmp_path / "data" / "plans" / f"{former}.json").unlink()
    again = start(None)
    district.unlink()
    _present, past, _city = again.upkeep.versions.every()
    assert "不在" in past.lost
    with pytest.raises(PlanLost):
        again.upkeep.versions.compare_former(former)


def test_the_clock_moves_no_limit_backwards(desk: Desk, clock: FixedClock) -> None:
    before = review(desk)
    clock.advance(seconds=int(timedelta(days=1).total_seconds()))
    assert review(desk) != before


def test_a_district_plan_stands_beside_the_citys_that_was_never_in_force(
    start: Start, district: Path
) -> None:
    versions = start(district).upkeep.versions
    present, city = versions.every()
    assert (present.in_force, city.supplied, city.since) == (True, True, None)
    beside = versions.compare_former(city.digest)
    assert "cq-2023" in beside.former
    assert beside.path == "", "what is only looked at is not put in force from here"
    assert beside.differences
