"""The level of a warning follows from what might happen, as the plan grades it."""

import pytest

from cqcmd.desk.desk import Desk
from cqcmd.parsing.sentence.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("600兆瓦锅炉可能爆炸", 1),
        ("缆车可能滞留120人24小时", 2),
        ("压力容器可能爆炸", 3),
        ("塔吊可能整体倾覆", 3),
        ("电梯困人3小时", 4),
        ("可能死12人", 2),
        ("台风", None),
    ],
)
def test_the_possible_grade_gives_the_level(desk: Desk, said: str, level: int | None) -> None:
    found = desk.warnings.foreseen(said, Vocabulary.of(desk.plan))
    assert found.level == level, found.words
    if level is None:
        assert found.words == "从这些话里还读不出可能的等级，级别由会商定。"
    else:
        row = desk.plan.warning(level)
        assert f"{row.name}，{row.colour}（3.2.1）" in found.words
