"""Calls that nobody has taken in: this terminal's, other terminals', those of ended sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.intake.forms import ID, OPENED_AT
from cqcmd.desk.opening import Opening
from cqcmd.errors import Refusal

TYPED = {"unit": "长江化工", "equipment": "储罐", "summary": "储罐爆炸", "deaths": "2"}


def typed(desk: Desk, ident: str, **texts: str) -> dict[str, str]:
    return {ID: ident, OPENED_AT: desk.clock.now().isoformat(), **texts}


def park(desk: Desk, ident: str, **texts: str) -> None:
    """Type a form, as a screen does, and set it aside."""
    desk.waiting.begin(ident)
    fields = typed(desk, ident, **texts)
    desk.waiting.typing(ident, fields)
    desk.drafts.keep(f"intake:{ident}", fields)
    desk.waiting.park(ident)


@contextmanager
def terminal(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """Another terminal of the same post."""
    opening = Opening(tmp_path / "data", None, clock)
    opening.read_journal()
    yield opening.desk
    opening.close()


def test_a_form_in_front_is_none_that_waits_until_it_is_set_aside(desk: Desk) -> None:
    desk.waiting.typing("a", typed(desk, "a", **TYPED))
    assert [call.state for call in desk.waiting.all()] == ["typing"]
    assert (desk.waiting.count, desk.watch.waiting, desk.waiting.parked("a")) == (0, 0, {})
    desk.waiting.park("a")
    assert [call.state for call in desk.waiting.all()] == ["parked"]
    assert (desk.waiting.count, desk.watch.waiting) == (1, 1)
    assert desk.waiting.parked("a")["unit"] == "长江化工"


def test_an_empty_form_waits_for_nobody(desk: Desk) -> None:
    desk.waiting.typing("a", typed(desk, "a", **TYPED))
    desk.waiting.typing("a", {})
    desk.waiting.park("a")
    assert desk.waiting.all() == ()


def test_a_call_says_what_it_would_be_and_since_when_it_waits(
    desk: Desk, clock: FixedClock
) -> None:
    park(desk, "a", **TYPED, trapped="1", place="化工园")
    clock.advance(minutes=28)
    [call] = desk.waiting.all()
    assert (call.what, call.where, call.toll) == ("长江化工 储罐爆炸", "化工园", "死2 困1")
    assert (call.grade.name, call.grade.clause) == ("一般", "1.5.4")
    assert (clock.now() - call.received_at).total_seconds() == 28 * 60


def test_a_time_of_receipt_that_was_typed_counts(desk: Desk, clock: FixedClock) -> None:
    park(desk, "a", **TYPED, received_at="13:50")
    [call] = desk.waiting.all()
    assert (clock.now() - call.received_at).total_seconds() == 15 * 60


def test_words_without_fields_are_shown_as_they_were_typed(desk: Desk) -> None:
    park(desk, "a", line="缆车停了，吊着四十多人")
    assert desk.waiting.all()[0].what == "缆车停了，吊着四十多人"


def test_any_of_several_can_be_taken_up_and_the_latest_comes_by_itself(desk: Desk) -> None:
    park(desk, "a", unit="甲厂")
    park(desk, "b", unit="乙厂")
    assert desk.waiting.parked("b")["unit"] == "乙厂"
    assert desk.waiting.parked("a")["unit"] == "甲厂"
    assert desk.waiting.take_up("a") is None


def test_what_was_taken_in_waits_no_more_whoever_still_writes(desk: Desk) -> None:
    desk.waiting.begin("a")
    desk.waiting.typing("a", typed(desk, "a", **TYPED))
    desk.waiting.forget("a")
    desk.waiting.typing("a", typed(desk, "a", **TYPED))
    assert desk.waiting.all() == ()
    desk.waiting.begin("a")
    desk.waiting.typing("a", typed(desk, "a", **TYPED))
    assert len(desk.waiting.all()) == 1, "an id that was given up may be handed out again"


def test_another_terminal_sees_the_call_and_cannot_take_it_while_that_one_lives(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    with terminal(tmp_path, clock) as other:
        assert other.refresh() == set()
        park(desk, "a", **TYPED)
        assert other.refresh() == {None}
        [call] = other.waiting.all()
        assert (call.ident, call.state, other.watch.waiting) == ("a", "elsewhere", 1)
        with pytest.raises(Refusal, match="另一个终端"):
            other.waiting.take_up("a")
        with pytest.raises(Refusal, match="另一个终端"):
            other.waiting.discard("a")
        desk.waiting.forget("a")
        desk.drafts.discard("intake:a")
        assert other.refresh() == {None}
        assert other.waiting.all() == ()


def test_what_a_terminal_leaves_behind_goes_to_the_first_that_takes_it_up(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    with terminal(tmp_path, clock) as other, terminal(tmp_path, clock) as third:
        with terminal(tmp_path, clock) as gone:
            park(gone, "a", **TYPED)
            other.refresh()
            third.refresh()
        clock.advance(seconds=4)
        assert other.refresh() == {None}
        third.refresh()
        assert [call.state for call in other.waiting.all()] == ["left"]
        draft = other.waiting.take_up("a")
        assert draft is not None
        assert draft.fields["unit"] == "长江化工"
        other.waiting.typing("a", draft.fields)
        assert [call.state for call in other.waiting.all()] == ["typing"]
        with pytest.raises(Refusal):
            third.waiting.take_up("a")
        third.refresh()
        assert [call.state for call in third.waiting.all()] == ["elsewhere"]


def test_a_left_call_is_discarded_for_good(desk: Desk, clock: FixedClock, tmp_path: Path) -> None:
    with terminal(tmp_path, clock) as gone:
        park(gone, "a", **TYPED)
    desk.refresh()
    desk.waiting.discard("a")
    clock.advance(seconds=4)
    desk.refresh()
    assert desk.waiting.all() == ()
    assert desk.drafts.found() == []
    with pytest.raises(Refusal, match="丢弃"):
        desk.waiting.discard("a")


def test_drafts_of_other_forms_and_broken_files_are_no_calls(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    with terminal(tmp_path, clock) as gone:
        gone.drafts.keep("update:x", {"deaths": "1"})
    (tmp_path / "data" / "drafts" / "0123456789abcdef.json").write_text("{", "utf-8")
    desk.refresh()
    assert desk.waiting.all() == ()
    assert [draft.form for draft in desk.drafts.found()] == ["update:x"], "nothing was moved"


def test_hostile_drafts_of_others_are_harmless(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    with terminal(tmp_path, clock) as gone:
        gone.drafts.keep("intake:", {"deaths": "9" * 400, "unit": "\x1b[2J", OPENED_AT: "never"})
    desk.refresh()
    [call] = desk.waiting.all()
    assert call.toll == ""
    assert call.received_at == clock.now()


@contextmanager
def disk_out_of_order() -> Iterator[None]:
    """No file can be read."""
    plain = Path.open

    def refused(path: Path, mode: str = "r", *args: Any, **named: Any) -> Any:
        if path.suffix == ".json":
            raise OSError(5, "Input/output error")
        return plain(path, mode, *args, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", refused)
        yield


@pytest.mark.parametrize("seen_before", [True, False])
def test_a_call_that_the_disk_does_not_give_for_a_while_waits_all_the_same(
    desk: Desk, clock: FixedClock, tmp_path: Path, seen_before: bool
) -> None:
    with terminal(tmp_path, clock) as gone:
        park(gone, "a", **TYPED)
    if seen_before:
        desk.refresh()
    with disk_out_of_order():
        for _second in range(5):
            clock.advance(seconds=4)
            desk.refresh()
        assert [call.ident for call in desk.waiting.all()] == ["a"] * seen_before
    clock.advance(seconds=4)
    desk.refresh()
    assert [(call.ident, call.state) for call in desk.waiting.all()] == [("a", "left")]


def test_whoever_only_looks_takes_no_call_away(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    with terminal(tmp_path, clock) as gone:
        park(gone, "a", **TYPED)
    desk.refresh()
    desk.observe(True)
    for take_away in (desk.waiting.take_up, desk.waiting.discard):
        with pytest.raises(Refusal, match="只看不写"):
            take_away("a")
    assert len(desk.drafts.found()) == 1
