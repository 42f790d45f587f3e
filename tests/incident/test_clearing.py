"""What a report told as 待核 and is known by now (4.1.3), element by element of 4.1.2."""

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.incident import events
from cqcmd.incident.follow_up_reasons import UnknownCleared
from cqcmd.incident.reports_made import reports_made_to
from cqcmd.incident.unknowns_cleared import still_to_report, unknowns_cleared
from cqcmd.rules.facts import Amount
from tests.incident.entries import START, facts, incident

PLAN = plan_in_force()
NEWS = next(rule for rule in PLAN.followups if rule.code == "follow_up.news")


def told(**fields: str | None) -> events.DetailsSet:
    return events.DetailsSet(fields=dict(fields))


def cleared(*said: events.Event) -> list[tuple[str, list[UnknownCleared]]]:
    found = unknowns_cleared(PLAN, incident(*said), NEWS)
    return [(change.order, list(change.cleared)) for change in found]


UNIT = [UnknownCleared("phone", "单位"), UnknownCleared("written", "单位概况")]
PLACE = [UnknownCleared("phone", "地点"), UnknownCleared("written", "地点")]


def test_the_first_field_of_an_element_clears_it_and_the_second_does_not() -> None:
    assert cleared(told(unit="望江物业"), told(unit_profile="物业")) == [("0001-a", UNIT)]
    assert cleared(told(unit_profile="物业"), told(unit="望江物业")) == [
        ("0001-a", UNIT[1:]),
        ("0002-a", UNIT[:1]),
    ]


def test_what_is_emptied_and_filled_again_is_cleared_again() -> None:
    assert cleared(told(unit="甲"), told(unit=None), told(unit="乙")) == [
        ("0001-a", UNIT),
        ("0003-a", UNIT),
    ]


def test_one_entry_may_clear_several_elements() -> None:
    assert cleared(told(unit="甲", place="渝中区")) == [
        ("0001-a", [PLACE[0], UNIT[0], PLACE[1], UNIT[1]])
    ]


def test_facts_and_choices_and_moments_clear_their_elements() -> None:
    choice = events.FactsSet(choices={"equipment": "elevator"}, learned_at=START)
    moment = events.FactsSet(moments={"occurred_at": START}, learned_at=START)
    assert [row[0].name for _order, row in cleared(choice, moment)] == [
        "特种设备种类",
        "事故发生的时间",
    ]


def test_numbers_with_rules_of_their_own_clear_nothing() -> None:
    assert cleared(facts(deaths=0), facts(loss_yuan=5)) == []
    assert cleared(events.FactsSet(amounts={"stranded": Amount()}, learned_at=START)) == []
    assert cleared(facts(stranded=0)) == [
        ("0001-a", [UnknownCleared("written", "已经造成或者可能造成的伤亡和涉险人数")])
    ]


def test_only_reports_of_the_kind_that_was_made_are_to_be_told() -> None:
    def report(channel: str) -> events.Reported:
        return events.Reported(
            sender="unit",
            receiver="district_regulator",
            channel=channel,  # type: ignore[arg-type]
            person="王",
            number="1",
        )

    for channel, left in (("phone", UNIT[:1]), ("written", UNIT[1:])):
        found = incident(report(channel), told(unit="甲"), report("phone"), report("written"))
        (change,) = unknowns_cleared(PLAN, found, NEWS)
        reports = reports_made_to(found, "unit", "district_regulator")
        wanted = still_to_report(change, reports)
        assert wanted is not None
        assert list(wanted.cleared) == left
        assert still_to_report(change, reports[1:]) is None


def test_words_about_measures_that_the_record_told_already_clear_nothing() -> None:
    begun = events.TaskMoved(task="evacuation", state="begun")
    started = events.ResponseStepped(step="started", level="III")
    words = told(measures="关闭进料阀")
    assert [row[0].name for _order, row in cleared(words)] == ["已采取的措施"]
    assert cleared(begun, words) == cleared(started, words) == []
    assert cleared(events.TaskMoved(task="filing", state="begun"), words) != []
    assert cleared(words, begun) == cleared(words)
