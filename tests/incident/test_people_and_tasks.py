"""People, groups, tasks, commanders and warnings, as their entries leave them."""

from datetime import timedelta

from msgspec.structs import replace

from cqcmd.incident import events
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.warnings import Action, Warned
from tests.incident.entries import START, entry, incident

AFTER = [START + timedelta(minutes=n) for n in range(10)]


def assigned(place: str, person: str = "p", **more: object) -> events.Assigned:
    return events.Assigned(place=place, person=person, name=f"{person}某", **more)  # type: ignore[arg-type]


def test_a_place_in_a_group_stands_the_group_up_once() -> None:
    roster = incident(assigned("rescue"), assigned("rescue", "q")).roster
    assert roster.stood == {"rescue": AFTER[1]}


def test_a_post_of_the_headquarters_is_no_group() -> None:
    roster = incident(assigned("district.commander"), assigned("rescue")).roster
    assert roster.stood == {"rescue": AFTER[2]}
    assert roster.people["p"].groups == ("rescue",)


def test_telephone_numbers_stay_until_others_are_given() -> None:
    first = assigned("rescue", phones=("13000000031",))
    assert incident(first, assigned("order")).roster.people["p"].phones == ("13000000031",)
    other = assigned("order", phones=("13000000032",))
    assert incident(first, other).roster.people["p"].phones == ("13000000032",)


def test_a_new_leader_takes_the_old_ones_part_and_comes_first() -> None:
    roster = incident(
        assigned("rescue", "p", leads=True), assigned("rescue", "q", leads=True), assigned("order")
    ).roster
    assert roster.people["p"].places == {"rescue": False, "order": False}
    assert [member.id for member in roster.members("rescue")] == ["q", "p"]
    leader = roster.leader("rescue")
    assert leader is not None
    assert leader.id == "q"
    assert roster.leader("order") is None


def test_whoever_leaves_keeps_his_other_places() -> None:
    roster = incident(assigned("rescue"), assigned("order"), assigned("order", gone=True)).roster
    assert roster.people["p"].places == {"rescue": False}
    assert roster.members("order") == []


def test_a_group_the_plan_does_not_know_is_added_and_may_be_stood_down() -> None:
    drone = events.GroupStood(group="g1", name="无人机组")
    roster = incident(drone, drone).roster
    assert (roster.added, roster.stood) == ({"g1": "无人机组"}, {"g1": AFTER[1]})
    roster = incident(drone, events.GroupStood(group="g1", stood=False)).roster
    assert (roster.added, roster.stood) == ({"g1": "无人机组"}, {})


def test_a_state_written_down_late_finds_its_place() -> None:
    ledger = Ledger("a")
    moved = [events.PersonMoved(person="p", state=state) for state in ("on_scene", "notified")]
    ledger.absorb(
        [
            entry(0, events.Opened(number="26-0001", org="unit", plan="p", plan_digest="d")),
            entry(1, assigned("rescue")),
            entry(2, moved[0], minutes=8),
            entry(3, moved[1], minutes=4),
            entry(4, moved[0], minutes=9),
        ]
    )
    person = ledger.incidents["x"].roster.people["p"]
    assert [(at, state) for at, state, _actor in person.moves] == [
        (AFTER[4], "notified"),
        (AFTER[8], "on_scene"),
        (AFTER[9], "on_scene"),
    ]
    assert person.state == "on_scene"
    assert person.at("on_scene") == AFTER[8]
    assert person.moves[0][2] == "李敏"


def test_what_is_said_of_a_stranger_is_passed_over() -> None:
    roster = incident(events.PersonMoved(person="q", state="notified")).roster
    assert roster.people == {}


def moved(state: str, words: str = "") -> events.TaskMoved:
    return events.TaskMoved(task="t", state=state, words=words)  # type: ignore[arg-type]


def test_a_task_begun_and_finished() -> None:
    task = incident(moved("begun"), moved("finished", "完毕")).tasks.of("t")
    assert (task.state, task.by, task.begun, task.finished) == (
        "finished",
        "李敏",
        AFTER[1],
        AFTER[2],
    )
    assert task.remarks == [(AFTER[2], "完毕", "李敏")]
    assert task.over
    assert not task.unbegun
    assert incident(moved("finished")).tasks.of("t").unbegun


def test_a_task_begun_anew_is_finished_no_more() -> None:
    task = incident(moved("finished"), moved("not_needed", "无人"), moved("begun")).tasks.of("t")
    assert (task.begun, task.finished, task.reason) == (AFTER[3], None, "")
    assert not task.over


def test_why_a_task_is_not_needed_is_no_remark() -> None:
    task = incident(moved("not_needed", "无人")).tasks.of("t")
    assert (task.reason, task.remarks) == ("无人", [])
    assert task.over
    assert not task.unbegun


def test_a_task_opened_again_is_as_new_but_for_its_remarks() -> None:
    task = incident(
        moved("begun"), moved("finished"), moved("not_needed", "无人"), moved("open", "复查")
    ).tasks.of("t")
    assert (task.state, task.begun, task.finished, task.reason) == ("open", None, None, "")
    assert task.remarks == [(AFTER[4], "复查", "李敏")]


def test_words_and_owners_of_a_task() -> None:
    remarked = [
        events.TaskRemarked(task="t", owner="消防"),
        events.TaskRemarked(task="t", words="已到"),
    ]
    task = incident(*remarked).tasks.of("t")
    assert (task.owner, task.remarks) == ("消防", [(AFTER[2], "已到", "李敏")])


RANKING = ("city", "district")
"""The headquarters, the highest first."""


def command(*taken: events.CommandTaken) -> list[str]:
    return [event.who for _entry, event in incident(*taken).command.commanders(RANKING)]


def test_whom_a_commander_relieves() -> None:
    def taken(level: str, who: str, relieved: str = "") -> events.CommandTaken:
        return events.CommandTaken(headquarters=level, who=who, relieved=relieved)

    assert command(taken("district", "王"), taken("district", "张")) == ["王", "张"]
    assert command(taken("district", "王"), taken("district", "张", "王")) == ["张"]
    assert command(taken("district", "王"), taken("district", "王")) == ["王"]
    assert command(taken("district", "王"), taken("city", "张")) == ["张"]
    assert command(taken("city", "王"), taken("district", "张")) == ["王", "张"]
    assert command(taken("city", "王"), taken("district", "王")) == ["王", "王"]
    assert command(taken("city", "王"), taken("district", "张", "王")) == ["王", "张"]
    assert command(taken("city", "王"), taken("city", "张")) == ["王", "张"]


def test_whose_headquarters_commands() -> None:
    district = events.CommandTaken(headquarters="district", who="王")
    city = events.CommandTaken(headquarters="city", who="张")
    assert incident().command.headquarters(RANKING) is None
    assert incident(district).command.headquarters(RANKING) == "district"
    assert incident(city, district).command.headquarters(RANKING) == "city"


def test_of_three_headquarters_the_higher_relieves_all_below_it() -> None:
    ranking = ("province", "city", "county")
    taken = [events.CommandTaken(headquarters=code, who=code) for code in ("county", "city")]
    found = incident(*taken, events.CommandTaken(headquarters="province", who="省")).command
    assert [event.who for _entry, event in found.commanders(ranking)] == ["省"]
    below = found.commanders(ranking[::-1])
    assert [event.who for _entry, event in below] == ["county", "city", "省"]
    assert found.headquarters(ranking) == "province"


def test_a_headquarters_of_another_plan_stands_below_all() -> None:
    town = events.CommandTaken(headquarters="town", who="镇长")
    district = events.CommandTaken(headquarters="district", who="区长")
    assert incident(town).command.headquarters(RANKING) == "town"
    assert command(town, district) == ["区长"]
    assert command(district, town) == ["区长", "镇长"]


def test_an_act_holds_until_it_is_lifted() -> None:
    act = events.HeadquartersActed(act="cordon")
    found = incident(act).command
    assert found.standing("cordon")
    assert not found.standing("evacuate")
    lifted = incident(act, replace(act, lifted=True)).command
    assert not lifted.standing("cordon")
    assert [event.lifted for _entry, event in lifted.history] == [False, True]


def warned(*told: events.Event) -> Warned:
    ledger = Ledger("a")
    entries = [replace(entry(n, sentence), incident=None) for n, sentence in enumerate(told)]
    ledger.absorb(reversed(entries))
    return ledger.warnings.by_id["w"]


ISSUED = events.WarningIssued(warning="w", level=3, category="大风", issuer="市局")


def test_a_warning_issued_anew_has_its_own_moment_and_stands_again() -> None:
    lifted = events.WarningLifted(warning="w", decided_by="王", reason="过去")
    anew = replace(ISSUED, level=2)
    assert warned(ISSUED, lifted).lifted == (AFTER[1], lifted)
    found = warned(ISSUED, lifted, anew)
    assert (found.since, found.issued, found.lifted) == (AFTER[2], anew, None)
    assert [(issue.at, issue.event) for issue in found.issues] == [
        (START, ISSUED), (AFTER[2], anew)
    ]  # fmt: skip


def test_an_action_on_a_warning_taken_again_and_taken_back() -> None:
    acted = events.WarningActed(warning="w", action="a")
    other = replace(acted, action="b")
    found = warned(ISSUED, acted, other, acted, replace(other, undone=True))
    assert found.actions == {"a": Action(AFTER[3], "李敏", 3)}


def test_an_action_keeps_the_level_it_was_taken_under() -> None:
    acted = events.WarningActed(warning="w", action="a")
    found = warned(ISSUED, acted, replace(ISSUED, level=2), replace(acted, action="b"))
    assert {code: action.level for code, action in found.actions.items()} == {"a": 3, "b": 2}


def test_what_is_said_of_an_unknown_warning_is_passed_over() -> None:
    ledger = Ledger("a")
    told = [
        events.WarningActed(warning="v", action="a"),
        events.WarningLifted(warning="v", decided_by="王", reason="过去"),
    ]
    ledger.absorb(replace(entry(n, sentence), incident=None) for n, sentence in enumerate(told))
    assert ledger.warnings.by_id == {}
