"""A plan that does not part the injured takes all of them in one number."""

from datetime import datetime
from pathlib import Path

import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.parsing.sentence.quick_line import read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from tests.parsing.test_people import people

PLAN = plan_in_force(Path(__file__).parents[1] / "fixtures" / "plans" / "city.json")
WORDS = Vocabulary.of(PLAN)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("气瓶爆炸，伤了3个", {"injured": "3"}),
        ("气瓶爆炸，死亡1人，受伤20人", {"deaths": "1", "injured": "20"}),
        ("1死3重伤", {"deaths": "1", "injured": "3"}),
        ("5人受伤，其中2人重伤，1人轻伤", {"injured": "5"}),
        ("重伤2人，轻伤3人", {"injured": "5"}),
        ("3到5人受伤", {"injured": "3-5"}),
        ("死亡2人", {"deaths": "2"}),
    ],
)
def test_all_injured_are_one_number(typed: str, read: dict[str, str], now: datetime) -> None:
    assert people(read_line(typed, WORDS, now)) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("又伤了2个", "7"), ("受伤8人", "8"), ("重伤2人", "2!")],
)
def test_they_stand_on_what_is_known(typed: str, read: str, now: datetime) -> None:
    line = read_line(typed, WORDS, now, standing={"injured": "5"})
    assert people(line) == {"injured": read}


def test_whether_fewer_are_a_part_of_them_is_asked(now: datetime) -> None:
    [found] = read_line("重伤2人", WORDS, now, standing={"injured": "5"}).found
    assert found.question == "比现有的受伤 5 人少，是其中的一部分吗？"
