"""What a report told, against what is known by now (4.1.3), element by element of 4.1.2."""

from datetime import timedelta

from msgspec.structs import replace

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.incident import events
from cqcmd.incident.follow_up_reasons import Change, ElementNews
from cqcmd.incident.grades import GradeReader
from cqcmd.incident.news_owed import NewsOwed
from cqcmd.rules.facts import Amount
from tests.incident.entries import START, facts, incident

PLAN = plan_in_force()
READER = GradeReader(PLAN)
NOW = START + timedelta(hours=1)
CALL = facts(deaths=1)


def told(**fields: str | None) -> events.DetailsSet:
    return events.DetailsSet(fields=dict(fields))


def report(channel: str = "written") -> events.Reported:
    return events.Reported(
        sender="unit",
        receiver="district_regulator",
        channel=channel,  # type: ignore[arg-type]
        person="王",
        number="1",
    )


def news(*said: events.Event) -> Change | None:
    """What the unit owes the district's bureau after a call and these events."""
    found = NewsOwed(READER, incident(CALL, *said), (), NOW).to("unit", "district_regulator")
    return next((change for owed in found if owed.open for change in owed.because), None)


def elements(*said: events.Event) -> list[ElementNews]:
    change = news(*said)
    return list(change.elements) if change else []


def learned(at: int = 9, **parts: dict[str, object]) -> events.FactsSet:
    return events.FactsSet(learned_at=START + timedelta(minutes=at), **parts)  # type: ignore[arg-type]


def names(*said: events.Event) -> list[str]:
    return [element.name for element in elements(*said)]


def test_a_field_of_a_blank_element_clears_it_and_another_changes_it() -> None:
    unit = ElementNews("written", "单位概况", cleared=True)
    assert elements(report(), told(unit="望江物业")) == [unit]
    assert elements(told(unit="望江物业"), report(), told(unit_profile="物业")) == [
        replace(unit, cleared=False)
    ]


def test_what_is_emptied_and_filled_with_the_same_is_no_news() -> None:
    assert elements(told(unit="甲"), report(), told(unit=None), told(unit="甲")) == []
    assert names(told(unit="甲"), report(), told(unit=None)) == ["单位概况"]


def test_one_entry_may_be_news_of_several_elements() -> None:
    assert names(report(), told(unit="甲", place="渝中区")) == ["地点", "单位概况"]


def test_choices_and_moments_are_news_of_their_elements() -> None:
    choice = learned(choices={"equipment": "elevator"})
    moment = learned(moments={"occurred_at": START})
    assert names(report(), choice, moment) == ["事故发生的时间", "特种设备种类"]


def test_numbers_are_compared_one_by_one_and_a_blank_that_becomes_0_is_no_news() -> None:
    assert news(report(), learned(amounts={"stranded": Amount(0, 0)})) is None
    assert news(report(), learned(amounts={"stranded": Amount()})) is None
    change = news(report(), learned(amounts={"stranded": Amount(3, 3)}))
    assert change
    assert [move.fact for move in change.moves] == ["stranded"]
    assert change.elements == ()


def test_a_no_where_nothing_was_known_is_no_news() -> None:
    answers = {choice.reading: choice.code for choice in PLAN.fact("explosion").choices[::-1]}
    assert news(report(), learned(choices={"explosion": answers["no"]})) is None
    change = news(report(), learned(choices={"explosion": answers["yes"]}))
    assert change
    assert [move.fact for move in change.moves] == ["explosion"]


def test_only_elements_of_the_kind_of_report_made_are_news() -> None:
    assert [one.report for one in elements(report("phone"), told(unit="甲"))] == ["phone"]
    assert [one.report for one in elements(report(), told(unit="甲"))] == ["written"]
    assert elements(report("phone"), told(cause="超压")) == []


def test_words_about_measures_that_the_record_told_already_are_no_news() -> None:
    begun = events.TaskMoved(task="evacuation", state="begun")
    started = events.ResponseStepped(step="started", level="III")
    words = told(measures="关闭进料阀")
    assert names(report(), words) == ["已采取的措施"]
    assert names(begun, report(), words) == names(started, report(), words) == []
    assert names(events.TaskMoved(task="filing", state="begun"), report(), words) != []


def test_casualties_that_are_counted_anew_are_left_to_the_rule_with_a_limit() -> None:
    assert news(report(), learned(amounts={"deaths": Amount(2, 2)})) is None
    change = news(report(), learned(amounts={"deaths": Amount(1, 4)}))
    assert change
    assert [(move.fact, move.after) for move in change.moves] == [("deaths", Amount(1, 4))]
    assert [(turn.what, turn.after) for turn in change.turns] == [("possible", "III")]


def test_what_was_told_and_is_void_since_is_news_also_of_casualties() -> None:
    more = learned(1, amounts={"deaths": Amount(3, 3)})
    change = news(more, report(), events.Struck(entry="e2", reason="听错"))
    assert change
    assert [(move.before, move.after) for move in change.moves] == [(Amount(3, 3), Amount(1, 1))]
    assert [(turn.before, turn.after) for turn in change.turns] == [("III", "IV")]
    back = events.Struck(entry="e2", reason="", undone=True)
    assert news(more, report(), events.Struck(entry="e2", reason="听错"), back) is None


def test_void_before_any_report_told_of_it_is_no_news() -> None:
    more = learned(1, amounts={"deaths": Amount(3, 3)})
    assert news(more, events.Struck(entry="e2", reason="听错"), report()) is None


def test_a_grade_decided_on_and_lifted_again_is_no_news() -> None:
    decided = events.GradeOverridden(grade="II", decided_by="王局", reason="可能扩大")
    lifted = events.GradeOverridden(grade=None, decided_by="王局", reason="查清", lifted=True)
    change = news(report(), decided)
    assert change
    assert [(turn.what, turn.before, turn.after) for turn in change.turns] == [
        ("grade", "IV", "II")
    ]
    assert news(report(), decided, lifted) is None


def test_it_counts_from_the_first_of_the_entries_it_is_about_and_names_the_last() -> None:
    change = news(report(), told(scene="封控"), told(cause="超压"))
    assert change
    assert (change.at, change.last_learned_at) == (
        START + timedelta(minutes=3),
        START + timedelta(minutes=4),
    )


def test_every_follow_up_that_was_made_is_kept_the_last_first() -> None:
    said = (report(), told(cause="超压"), report(), report(), told(scene="封控"), report())
    made = NewsOwed(READER, incident(CALL, *said), (), NOW).made("unit", "district_regulator")
    assert [[one.name for one in owed.because[0].elements] for owed in made] == [
        ["现场情况"],
        ["事故原因"],
    ]
    assert [owed.state for owed in made] == ["met", "met"]
