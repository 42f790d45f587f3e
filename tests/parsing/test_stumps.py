"""What is left of a sentence once its numbers stand in fields is whole, or nothing."""

from datetime import datetime

import pytest

from cqcmd.parsing.sentence.quick_line import read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary

WHOLE = [
    ("电梯困人5人，已困40分钟", "电梯困人"),
    ("电梯困了5个人，已经困了40分钟", "电梯困了人"),
    ("电梯困住3人，人已困2小时", "电梯困住人"),
    ("扶梯夹伤2人", "扶梯夹伤人"),
    ("叉车撞死1人", "叉车撞死人"),
    ("吊车砸死2人砸伤3人", "吊车砸死人砸伤人"),
    ("索道停在半空40人", "索道有人停在半空"),
    ("索道 滞留40人 已3小时", "索道有人滞留"),
    ("索道滞留40人已3小时", "索道有人滞留"),
    ("3名工人被困电梯", "有人被困电梯"),
    ("电梯可能困3人", "电梯可能困人"),
    ("电梯坠落造成3人受伤", "电梯坠落"),
    ("锅炉爆炸死亡2人重伤3人", "锅炉爆炸"),
    ("锅炉停炉已经30小时", "锅炉停炉"),
    ("缆车滞留 60人，滞留时间约1小时", "缆车滞留"),
    ("被困5人，时间40分钟", ""),
    ("渝中区长江索道困30人", "索道困人"),
    ("厂区已疏散180人", "厂区已疏散180人"),
    ("关了个老太婆 电梯坏了", "关了个老太婆，电梯坏了"),
]


@pytest.mark.parametrize(("typed", "what"), WHOLE)
def test_no_stump_is_left(typed: str, what: str, vocabulary: Vocabulary, now: datetime) -> None:
    assert read_line(typed, vocabulary, now).what == what


def test_a_number_is_still_in_its_field(vocabulary: Vocabulary, now: datetime) -> None:
    line = read_line("电梯困人5人，已困40分钟", vocabulary, now)
    assert (line.value("stranded"), line.value("stranded_hours")) == ("5", "40分")
