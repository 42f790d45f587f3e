"""News of an accident that is known: relative words are reckoned against what stands."""

from datetime import datetime

import pytest

from cqcmd.parsing.sentence.quick_line import read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary

NEWS = [
    ("又死2个", {"deaths": "3"}, {"deaths": "5"}),
    ("找到3个失踪的", {"missing": "4"}, {"missing": "1"}),
    ("又死2个 找到3个失踪的", {"deaths": "1", "missing": "3"}, {"deaths": "3", "missing": "0"}),
    ("新增死亡1人", {"deaths": "2-3"}, {"deaths": "3-4"}),
    ("救出2人", {"trapped": "2"}, {"trapped": "0"}),
    ("找到1个埋的", {"trapped": "2"}, {"trapped": "1"}),
    ("索道已放下9人", {"stranded": "132"}, {"stranded": "123"}),
    ("电梯里的人全部救出", {"stranded": "3"}, {"stranded": "0"}),
    ("还剩1个埋在下面", {"trapped": "3"}, {"trapped": "1"}),
    ("死亡人数由3人上升至5人", {"deaths": "3"}, {"deaths": "5"}),
    ("死亡4人", {"deaths": "3"}, {"deaths": "4"}),
    ("又重伤1人", {"serious_injuries": "?2"}, {"serious_injuries": "1-3"}),
    ("火已扑灭", {"deaths": "3"}, {}),
]


@pytest.mark.parametrize(("said", "stood", "stands"), NEWS, ids=[said for said, *_rest in NEWS])
def test_news_is_reckoned_against_what_stands(
    said: str, stood: dict[str, str], stands: dict[str, str], vocabulary: Vocabulary, now: datetime
) -> None:
    line = read_line(said, vocabulary, now, standing=stood)
    assert {one.field: one.value for one in line.found if one.field != "equipment"} == stands


def test_without_anything_standing_more_is_all_that_is_told(
    vocabulary: Vocabulary, now: datetime
) -> None:
    assert read_line("又死2个", vocabulary, now).value("deaths") == "2"
    assert read_line("救出2人", vocabulary, now).value("trapped") is None


def test_another_death_among_the_injured_is_added_to_the_dead_that_stand(
    vocabulary: Vocabulary, now: datetime
) -> None:
    line = read_line("送医的那个没救过来", vocabulary, now, standing={"deaths": "5"})
    [found] = [one for one in line.found if one.field == "deaths"]
    assert found.value == "6"
    assert found.question
