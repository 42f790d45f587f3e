"""Each incident is under the plan its call was taken under, kept whole beside the journal."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.common.code_words import value_words
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.desk.plan.new import new_plan
from cqcmd.errors import BadInput, PlanLost
from cqcmd.paths import plan_file
from cqcmd.rules.facts import Amount
from cqcmd.widgets.incident_picture import picture_parts, picture_rows
from tests.desk.calls import TANK, take
from tests.support.plan_files import (
    plan_like_built_in,
    quarter_of_an_hour,
    without_explosion,
)

Start = Callable[[Path | None], Desk]


@pytest.fixture
def start(tmp_path: Path, clock: FixedClock) -> Iterator[Start]:
    """Open the same post again, with a plan file or without one."""
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


def minutes(desk: Desk, ident: str) -> set[int]:
    """The minutes that the telephone reports of an incident have, as its screen shows them."""
    view = desk.situation(ident)
    return {
        round((deadline.due - view.received_at).total_seconds() / 60)
        for deadline in view.deadlines
        if deadline.due and deadline.label.startswith("电话") and deadline.mine
    }


def kept(tmp_path: Path) -> set[str]:
    return {path.name for path in (tmp_path / "data" / "plans").iterdir()}


def test_an_incident_keeps_the_plan_it_was_taken_under(
    start: Start, district: Path, tmp_path: Path
) -> None:
    desk = start(district)
    ident = take(desk, TANK)
    assert minutes(desk, ident) == {15}
    district.unlink()
    again = start(None)
    assert again.plan.meta.code == "yz-2026", "the plan in force is the record's, not a flag's"
    assert minutes(again, ident) == {15}
    digest = again.plan.digest
    assert kept(tmp_path) == {f"{digest}.json", f"{digest}.md"}


def test_another_plan_in_force_leaves_it_under_its_own(
    start: Start, district: Path, tmp_path: Path
) -> None:
    first = start(None)
    old = take(first, TANK)
    desk = start(district)
    new = take(desk, TANK)
    assert (minutes(desk, old), minutes(desk, new)) == ({30}, {15})
    titles = {row.number: row.summary for row in desk.board().rows}
    assert titles["26-0001"].startswith("〔原预案〕")
    assert "〔" not in titles["26-0002"]
    dues: dict[str, list[datetime]] = {"26-0001": [], "26-0002": []}
    for alert in desk.alerts():
        dues[alert.number] += [alert.due] if alert.due else []
    assert min(dues["26-0001"]) - min(dues["26-0002"]) == timedelta(minutes=15)
    assert desk.of(old).plan.meta.code == "cq-2023"
    assert desk.of(old).plan_reader.rows_on("4.1.1") != desk.plan_reader.rows_on("4.1.1")


def test_what_came_into_force_is_written_down_once(start: Start, district: Path) -> None:
    desk = start(district)
    take(desk, TANK)
    take(desk, TANK)
    start(district)
    said = [line.words for line in start(None).log(None) if line.kind == "plan"]
    (words,) = said
    assert words.startswith("《渝中区预案》（yz-2026 1，校验码 ")


def test_the_other_terminal_goes_over_to_the_plan_too(start: Start, district: Path) -> None:
    waiting = start(None)
    old = take(waiting, TANK)
    start(district)
    waiting.refresh()
    assert waiting.plan.meta.code == "yz-2026"
    new = take(waiting, TANK)
    assert (minutes(waiting, old), minutes(waiting, new)) == ({30}, {15})


class TestChoosing:
    """A new version in force asks, per open incident, under which it goes on."""

    def asked(self, desk: Desk, ident: str) -> list[str]:
        return [step.words for step in desk.situation(ident).steps if step.action == "plan"]

    def test_it_is_asked_until_answered(self, start: Start, district: Path) -> None:
        ident = take(start(None), TANK)
        desk = start(district)
        (words,) = self.asked(desk, ident)
        assert words == "现行预案已换为 yz-2026 第1版：按原预案还是现行预案？"
        question = desk.of(ident).plans.question(ident)
        assert "等级都是较大；时限：电话 区县政府由14:35改为14:20，电话 市市监局由14:35" in question
        assert "书面" not in question, "what stays as it is needs no words"
        desk.plans.choose(ident, desk.of(ident).plan.digest)
        assert not self.asked(desk, ident)
        assert minutes(desk, ident) == {30}
        assert "仍按原预案 cq-2023" in desk.log(ident)[-1].words

    def test_it_goes_over_to_the_new_one(self, start: Start, district: Path) -> None:
        ident = take(start(None), TANK)
        desk = start(district)
        desk.of(ident).plans.choose(ident, desk.plan.digest)
        assert minutes(desk, ident) == {15}
        assert "改按现行预案 yz-2026" in desk.log(ident)[-1].words
        assert minutes(start(None), ident) == {15}

    def test_a_slip_is_taken_back(self, start: Start, district: Path) -> None:
        ident = take(start(None), TANK)
        desk = start(district)
        desk.plans.choose(ident, desk.plan.digest)
        desk.logbook.undo(ident)
        assert minutes(desk, ident) == {30}
        assert self.asked(desk, ident)

    def test_a_plan_that_takes_back_what_it_uses_is_refused(
        self, start: Start, tmp_path: Path
    ) -> None:
        ident = take(start(None), TANK)
        desk = start(plan_like_built_in(tmp_path / "less.json", without_explosion))
        question = desk.of(ident).plans.question(ident)
        assert "预案 yz-2026 没有这起事件用到的事实 爆炸情形，不能改按" in question
        assert not desk.of(ident).plans.may_change(ident)
        assert ".json" not in question, "people know a plan by its code, not by the kept file"
        with pytest.raises(BadInput, match="没有这起事件用到的事实 爆炸情形；请按原预案继续"):
            desk.plans.choose(ident, desk.plan.digest)
        assert minutes(desk, ident) == {30}


class TestLost:
    """A missing or altered plan is said; nothing is shown by another one."""

    def lose(self, start: Start, district: Path, tmp_path: Path, words: str) -> tuple[Desk, str]:
        ident = take(start(district), TANK)
        take(start(plan_file()), TANK)
        (path,) = [
            path
            for path in (tmp_path / "data" / "plans").glob("*.json")
            if "yz-2026" in path.read_text("utf-8")
        ]
        if words:
            path.write_text(path.read_text("utf-8").replace("渝中区预案", words), "utf-8")
        else:
            path.unlink()
        return start(None), ident

    @pytest.mark.parametrize("words", ["", "别的预案", "\x00{"])
    def test_the_board_says_so_and_judges_nothing(
        self, start: Start, district: Path, tmp_path: Path, words: str
    ) -> None:
        desk, ident = self.lose(start, district, tmp_path, words)
        row = {row.ident: row for row in desk.board().rows}[ident]
        assert (row.grade.grade, row.grade.name) == (None, "预案丢失")
        assert row.status == "未计时，上次较大"
        known = desk.plans.known_without_plan(ident)
        assert any(
            words.startswith("最后一次判定（14:05，当时所示，未重算）：较大") for words in known
        )
        assert any("当时未报：电话 区县政府（4.1.1）" in w for w in known)
        assert not any("district_" in w or "deaths" in w for w in known), "codes are for programs"
        with pytest.raises(PlanLost, match="请放回原文件" if not words else "请换回原文件|读不了"):
            desk.situation(ident)
        assert {alert.number for alert in desk.alerts()} == {"26-0002"}
        desk.logbook.note(ident, "仍可记事")
        assert any("仍可记事" in words for words in desk.plans.known_without_plan(ident))

    def test_what_was_told_after_the_last_verdict_is_shown(
        self, start: Start, district: Path, tmp_path: Path, clock: FixedClock
    ) -> None:
        desk = start(district)
        ident = take(desk, TANK)
        desk.of(ident).facts.update(ident, {"deaths": "12"}, source="赵队长", at=clock.now())
        for path in (tmp_path / "data" / "plans").iterdir():
            path.unlink()
        again = start(None)
        known = again.plans.known_without_plan(ident)
        assert "死亡 12人（赵队长 14:05）" in known
        assert any(words.endswith("较大；此后又有新情况，没有判定过") for words in known)
        assert again.board().rows[0].status == "上次较大，此后有变"
        assert any("第1版" in words and "yz-2026" in words for words in known)

    def test_names_come_of_any_plan_kept_here(
        self, start: Start, district: Path, tmp_path: Path
    ) -> None:
        start(plan_file())
        desk = start(district)
        ident = take(desk, TANK)
        start(new_plan("sample", tmp_path / "sample")[0])
        (tmp_path / "data" / "plans" / f"{desk.plan.digest}.json").unlink()
        known = start(None).plans.known_without_plan(ident)
        assert any(words.startswith("爆炸 爆炸（") for words in known)
        assert "explosion" not in "".join(known)

    def test_a_code_that_no_plan_has_stands_with_its_number(self, clock: FixedClock) -> None:
        plan, now = plan_in_force(None), clock.now()
        assert value_words(plan, "boats", Amount(2, 2), now) == "2"
        assert value_words(plan, "boats", Amount(None, 5), now) == "确认待核，可能5"
        assert value_words(plan, "equipment", "boat", now) == "boat"

    def test_of_an_incident_moved_to_another_plan_that_one_is_named(
        self, start: Start, district: Path, tmp_path: Path
    ) -> None:
        ident = take(start(plan_file()), TANK)
        desk = start(district)
        desk.plans.choose(ident, desk.plan.digest)
        for path in (tmp_path / "data" / "plans").iterdir():
            path.unlink()
        assert "按 yz-2026 第1版" in start(None).plans.known_without_plan(ident)[0]

    def test_its_picture_says_why_there_is_no_more_of_it(
        self, start: Start, district: Path, tmp_path: Path
    ) -> None:
        desk, ident = self.lose(start, district, tmp_path, "")
        view = desk.overview(ident)
        rows = picture_rows(view, picture_parts(view, desk.clock.now()), 42, 30)
        words = "".join(cell for row in rows for cell, _state in row).replace(" ", "")
        assert all(said in words for said in ("长江化工储罐爆炸", "预案丢失", "接报14:05"))
        assert view.fault.replace(" ", "") in words

    def test_the_same_file_given_again_heals_it(
        self, start: Start, district: Path, tmp_path: Path
    ) -> None:
        _desk, ident = self.lose(start, district, tmp_path, "")
        assert minutes(start(district), ident) == {15}
        assert minutes(start(None), ident) == {15}

    def test_the_plan_in_force_itself(self, start: Start, district: Path, tmp_path: Path) -> None:
        ident = take(start(district), TANK)
        for path in (tmp_path / "data" / "plans").iterdir():
            path.unlink()
        desk = start(None)
        assert "请放回原文件" in desk.board().plan_fault
        assert desk.strip(ident).grade.name == "预案丢失"

    def test_its_wording_counts_too(self, start: Start, district: Path, tmp_path: Path) -> None:
        take(start(district), TANK)
        for path in (tmp_path / "data" / "plans").glob("*.md"):
            path.write_text(path.read_text("utf-8").replace("30 分钟", "60 分钟"), "utf-8")
        assert "已不是启用时的内容" in start(None).board().plan_fault


def test_a_backup_has_the_plans_beside_it(start: Start, district: Path, tmp_path: Path) -> None:
    desk = start(district)
    take(desk, TANK)
    desk.backups.back_up(tmp_path / "copy")
    (path,) = (tmp_path / "copy").glob("*.plans/*.json")
    assert path.stem == sha256(path.read_bytes()).hexdigest() == desk.plan.digest


def test_whoever_observes_brings_nothing_into_force(
    tmp_path: Path, clock: FixedClock, start: Start, district: Path
) -> None:
    start(None)
    opening = Opening(tmp_path / "data", district, clock, observing=True)
    opening.read_journal()
    assert opening.desk.plan.meta.code == "yz-2026"
    opening.close()
    assert not [line for line in start(None).log(None) if line.kind == "plan"]
