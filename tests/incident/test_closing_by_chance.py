"""Whatever happened to an incident: closing ends no duty of ours, dismissing ends each by name."""

from datetime import timedelta

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.incident import events
from cqcmd.incident.grades import GradeReader
from cqcmd.incident.picture import draw
from cqcmd.incident.report_owed import ReportOwed
from cqcmd.rules.facts import Amount
from tests.incident.entries import START, entry, incident

READER = GradeReader(plan_in_force())
ORG = "district_regulator"

amounts = st.integers(0, 40).map(lambda n: Amount(n, n))
facts = st.builds(
    lambda amounts, at: events.FactsSet(
        amounts=amounts, learned_at=START + timedelta(minutes=at), source="现场"
    ),
    st.dictionaries(
        st.sampled_from(("deaths", "serious_injuries", "missing", "stranded")), amounts, min_size=1
    ),
    st.integers(0, 9),
)
kinds = st.sampled_from(("elevator", "crane", "pressure_vessel", "ropeway")).map(
    lambda kind: events.FactsSet(choices={"equipment": kind}, learned_at=START)
)
reports = st.builds(
    lambda receiver, channel, stage: events.Reported(
        sender=ORG, receiver=receiver, channel=channel, person="王", number="1", stage=stage
    ),
    st.sampled_from(("district_government", "city_regulator")),
    st.sampled_from(("phone", "written")),
    st.sampled_from(("initial", "follow_up", "final")),
)
steps = st.sampled_from(("started", "raised", "lowered", "ended")).map(
    lambda step: events.ResponseStepped(step=step, level="III", who="王")  # type: ignore[arg-type]
)
others = st.sampled_from(
    (
        events.DutiesStarted(),
        events.GradeOverridden(grade="II", decided_by="王", reason="重"),
        events.Received(org="district_government"),
        events.DetailsSet(fields={"cause": "超压"}),
        events.Closed(reason="先前"),
        events.Closed(reason="", reopened=True),
    )
)
stories = st.lists(st.one_of(facts, kinds, reports, steps, others), max_size=12)
spans = st.sampled_from((0, 20, 31, 61, 200, 3000))


def duties(told: list[events.Event], passed: int) -> dict[str, ReportOwed]:
    at = START + timedelta(minutes=len(told) + passed)
    found = draw(READER, incident(*told), ORG, at).reports_owed
    return {owed.duty.rule.code: owed for owed in found if owed.mine}


# Reported while it was none, and an accident by time alone after the closing.
REPORTED_BEFORE_TIME_TURNED = [
    events.FactsSet(amounts={"stranded": Amount(1, 1)}, learned_at=START),
    events.FactsSet(choices={"equipment": "elevator"}, learned_at=START),
    events.FactsSet(amounts={"deaths": Amount(0, 0)}, learned_at=START),
    events.Reported(
        sender=ORG, receiver="district_government", channel="phone", person="王", number="1"
    ),
]


@settings(max_examples=300, deadline=None)
@given(told=stories, passed=spans, finished=st.booleans())
@example(told=REPORTED_BEFORE_TIME_TURNED, passed=200, finished=False)
@example(told=REPORTED_BEFORE_TIME_TURNED, passed=200, finished=True)
def test_closing_ends_no_duty(told: list[events.Event], passed: int, finished: bool) -> None:
    assume(incident(*told).closed is None)
    closed = [*told, events.Closed(reason="完", finished=finished, decided_by="王")]
    before, after = duties([*told, events.Noted(text="")], passed), duties(closed, passed)
    for rule, owed in before.items():
        if rule in after:
            assert after[rule].state == owed.state, rule
        else:
            # A final report that is still to be made tells of it (docs/decisions/001, 17).
            final = after[f"final:{owed.duty.rule.receiver}"]
            assert (owed.stage, final.open) == ("follow_up", True)
            assert owed.duty.due is None, "none that has a limit is merged"


ENDINGS = (
    events.Dismissed(reason="不是", decided_by="王"),
    events.ScopeJudged(out=True, rule="rail", reason="机车", decided_by="王"),
)


@settings(max_examples=300, deadline=None)
@given(told=stories, passed=spans, ending=st.sampled_from(ENDINGS))
@example(told=REPORTED_BEFORE_TIME_TURNED, passed=200, ending=ENDINGS[0])
def test_an_ending_ends_each_and_taking_it_back_restores_each(
    told: list[events.Event], passed: int, ending: events.Event
) -> None:
    back: events.Event = events.ScopeJudged(out=False)
    if isinstance(ending, events.Dismissed):
        back = events.Dismissed(reason="是", decided_by="王", lifted=True)
    quiet = events.Noted(text="")
    before = duties([*told, quiet, quiet], passed)
    ended = duties([*told, ending, quiet], passed)
    restored = duties([*told, ending, back], passed)
    for rule, owed in before.items():
        if rule in ended:
            assert ended[rule].state == ("ended" if owed.open else owed.state), rule
        else:
            # What time alone would have brought later never came up (docs/decisions/001, 17).
            assert (owed.stage, owed.open) == ("follow_up", True), rule
            assert owed.duty.start > entry(len(told), ending).occurred_at, rule
    assert {rule: (one.state, one.duty.due) for rule, one in restored.items()} == {
        rule: (one.state, one.duty.due) for rule, one in before.items()
    }


def test_the_first_of_two_endings_is_the_one_that_ended_them() -> None:
    twice = incident(ENDINGS[1], ENDINGS[0])
    first = min(twice.endings.values(), key=lambda one: one.order)
    assert first == entry(1, ENDINGS[1])
