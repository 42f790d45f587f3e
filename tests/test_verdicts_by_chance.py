"""Whatever happens to an incident, program and checker come to the same verdict, each by itself."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.errors import Refusal
from tests.desk.calls import report, take
from tests.support.verdicts import faults

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)
AMOUNTS = ("0", "1", "2-4", "?5", "12", "30-120", "")
PEOPLE = ("deaths", "serious_injuries", "injuries_unclear", "missing", "trapped", "stranded")
FACTS = (*PEOPLE, "relocated", "relocation_planned", "capacity_mw")
HOURS = ("stranded_hours", "outage_hours")
MOMENTS = ("occurred_at",)
STARTS = ("stopped_at", "outage_since", "outage_until")
DECISIONS = ("undo", "override", "lift", "dismiss", "close", "watch")
KINDS = ("锅炉", "储罐", "管道", "电梯", "起重机", "客运索道", "大型游乐设施", "")

updates = st.one_of(
    st.tuples(st.sampled_from(FACTS), st.sampled_from(AMOUNTS)),
    st.tuples(st.just("loss_yuan"), st.sampled_from(("50万", "6000万", "?2亿"))),
    st.tuples(st.just("explosion"), st.sampled_from(("爆炸", "未明", "泄漏"))),
    st.tuples(st.just("toxic_leak"), st.sampled_from(("是", "否", "可能"))),
    st.tuples(
        st.sampled_from(HOURS), st.sampled_from(("1", "?1", "1-2", "?20分", "?239", "?99999"))
    ),
    st.tuples(st.sampled_from(MOMENTS), st.sampled_from(("13:20", "14:00", "14:10", ""))),
    st.tuples(st.just("equipment"), st.sampled_from(KINDS)),
)
acts = st.one_of(
    st.tuples(st.just("update"), st.lists(updates, min_size=1, max_size=4)),
    st.tuples(st.just("clear"), st.sampled_from((*FACTS, *HOURS, *MOMENTS, *STARTS))),
    st.tuples(st.just("strike"), st.integers(0, 12)),
    st.tuples(st.just("restore"), st.integers(0, 12)),
    st.tuples(st.just("report"), st.sampled_from(("district_government", "city_regulator"))),
    st.tuples(
        st.sampled_from(("undo", "override", "lift", "dismiss", "close", "watch")), st.none()
    ),
)


def perform(desk: Desk, ident: str, act: tuple[str, object]) -> None:
    entries = [line.entry for line in desk.log(ident)]
    match act:
        case "update", list(told):
            desk.facts.update(ident, dict(told), source="现场", at=desk.clock.now())
        case "clear", str(name):
            desk.facts.clear(ident, name, "现场")
        case "strike", int(place):
            desk.logbook.strike(ident, entries[place % len(entries)], "误记")
        case "restore", int(place):
            desk.logbook.restore(ident, entries[place % len(entries)])
        case "report", str(receiver):
            report(desk, ident, receiver, "phone")
        case "undo", _none:
            desk.logbook.undo()
        case "override", _none:
            desk.decisions.override(ident, "II", "王局", "伤情不明")
        case "lift", _none:
            desk.decisions.lift_override(ident, "王局", "查清")
        case "dismiss", _none:
            desk.decisions.dismiss(ident, "王局", "不是特种设备")
        case "close", _none:
            desk.decisions.close(ident, "处置结束", "王局")
        case "watch", _none:
            desk.station.take_over("张三")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    call=st.lists(updates, max_size=4),
    steps=st.lists(st.tuples(st.integers(0, 300), acts), max_size=8),
)
def test_program_and_checker_agree(
    call: list[tuple[str, str]], steps: list[tuple[int, tuple[str, object]]]
) -> None:
    with TemporaryDirectory() as folder:
        clock = FixedClock(START)
        opening = Opening(Path(folder), None, clock)
        opening.read_journal()
        desk = opening.desk
        desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
        ident = take(desk, {"district": "渝中区", "summary": "出事"} | dict(call))
        for minutes, act in steps:
            clock.advance(minutes=minutes)
            try:
                perform(desk, ident, act)
            except Refusal:
                continue
        opening.close()
        assert faults(Path(folder) / "journal.db") == []
