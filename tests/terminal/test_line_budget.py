"""However much clocks cost, they take half of a slow line at most."""

from hypothesis import given
from hypothesis import strategies as st

from cqcmd.terminal.line_budget import LONGEST, RATE, LineBudget


@given(st.lists(st.integers(0, (LONGEST + 1) * RATE), min_size=1, max_size=60))
def test_clocks_never_take_more_than_their_half_over_any_time(costs: list[int]) -> None:
    budget, drawn = LineBudget(), []
    for cost in costs:
        may = budget.second()
        drawn.append(cost if may else 0)
        budget.spend("8" * drawn[-1])
    total, last = sum(drawn), next((cost for cost in reversed(drawn) if cost), 0)
    assert total - last <= RATE * (len(drawn) - 1)


def test_cheap_clocks_go_on_every_second() -> None:
    budget = LineBudget()
    for _second in range(5):
        assert budget.second()
        budget.spend("8" * RATE)


def test_a_dear_second_is_paid_in_those_after_it() -> None:
    budget, drawn = LineBudget(), []
    for _second in range(6):
        drawn.append(budget.second())
        if drawn[-1]:
            budget.spend("时" * RATE)
    assert drawn == [True, False, False, True, False, False]


def test_an_answer_to_a_key_costs_the_clocks_nothing() -> None:
    budget = LineBudget()
    assert budget.second()
    budget.interrupt()
    budget.spend("8" * 10 * RATE)
    assert budget.second()


def test_clocks_cost_no_less_while_somebody_types() -> None:
    budget, drawn = LineBudget(), []
    for second in range(8):
        drawn.append(budget.second())
        if drawn[-1]:
            budget.spend("8" * 2 * RATE)
        if second:
            budget.interrupt()
            budget.spend("8" * 10 * RATE)
    assert drawn == [True, False] * 4


def test_after_the_dearest_picture_clocks_stand_for_a_moment_only() -> None:
    budget = LineBudget()
    budget.second()
    budget.spend("8" * 100 * RATE)
    assert [budget.second() for _second in range(LONGEST + 1)] == [False] * LONGEST + [True]
