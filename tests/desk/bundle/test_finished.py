"""Incidents that a checkpoint tells of in short, and what another post brings about them."""

from pathlib import Path

from cqcmd.desk.history.making import make_checkpoint
from tests.desk.bundle.posts import Post
from tests.desk.calls import LIFT, take
from tests.desk.history.two_ways import finish


def test_what_comes_apart_about_a_finished_one_is_listed_until_it_is_settled(
    a: Post, b: Post, stick: Path
) -> None:
    ident = finish(a.desk, unit="第一化工厂")
    b.take_in(a.export(stick))
    b.clock.advance(minutes=5)
    now = b.clock.now()
    b.desk.facts.update(ident, {"deaths": "3"}, source="医院", at=now)
    a.desk.facts.update(ident, {"deaths": "2"}, source="现场", at=a.clock.now())
    for post in (a, b):
        post.clock.advance(days=60)
    take(a.desk, LIFT)  # of the last entry a start must know
    make_checkpoint(a.data, a.clock)
    a.again(whole=False)
    assert ident in a.record.ledger.finished.numbers
    a.take_in(b.export(stick))
    [line] = a.desk.bundle.conflicts()
    assert "第一化工厂" not in line.words
    assert line.words.startswith("26-0001 死亡  3人（李敏b")
    a.clock.advance(days=60)
    take(a.desk, LIFT)
    make_checkpoint(a.data, a.clock, anew=True)
    a.again(whole=False)
    assert ident not in a.record.ledger.finished.numbers
    [line] = a.desk.bundle.conflicts()
    a.desk.of(ident).facts.settle(ident, line.fact, line.values[1][0])
    assert a.desk.bundle.conflicts() == ()
    b.take_in(a.export(stick))
    assert b.desk.bundle.conflicts() == ()
    known = [post.record.incident(ident).facts.amount("deaths") for post in (a, b)]
    assert known[0] == known[1]
    assert known[0] is not None
    assert known[0].confirmed == 2


def test_a_number_that_a_finished_one_has_is_told_apart(a: Post, b: Post, stick: Path) -> None:
    finish(a.desk, unit="第一化工厂")
    take(b.desk, LIFT)
    a.clock.advance(days=60)
    take(a.desk, LIFT)
    make_checkpoint(a.data, a.clock)
    a.again(whole=False)
    assert "26-0001" in a.record.ledger.finished.numbers.values()
    preview = a.preview(b.export(stick))
    assert any("两边各有一起 26-0001" in words for words in preview.doubts)
    a.desk.bundle.taking_in(preview).run()()
    shown = {one.number for one in a.record.ledger.incidents.values()}
    assert shown == {"26-0001·渝中区市场监管局", "26-0001·江北区市场监管局", "26-0002"}
    a.again(whole=False)
    assert "·" in a.desk.strip(a.desk.numbered("26-0001·渝中区市场监管局")).number
