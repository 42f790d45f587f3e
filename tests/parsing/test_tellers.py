"""Who calls, by post or body and name: found, kept whole, gone from the summary; no casualty is."""

from datetime import datetime

import pytest

from cqcmd.parsing.sentence.quick_line import read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary

TOLD = [
    ("值班长刘强 渝中区电梯困人", "值班长刘强"),
    ("群众李四 南岸区电梯困人", "群众李四"),
    ("消防的小刘打的 锅炉爆炸", "消防小刘"),
    ("消防老刘13812345678 锅炉爆炸", "消防老刘"),
    ("消防老刘：锅炉爆炸", "消防老刘"),
    ("保安队长王建国报 锅炉爆炸", "保安队长王建国"),
    ("物业经理张姐打来 电梯困人", "物业经理张姐"),
    ("物业张姐说锅炉爆炸", "物业张姐"),
    ("派出所小王打来的 锅炉爆炸", "派出所小王"),
    ("社区李书记来电 锅炉爆炸", "社区李书记"),
    ("119的小张打来电话 锅炉爆炸", "119小张"),
    ("厂里陈工报 锅炉爆炸", "厂里陈工"),
    ("接消防老李电话 锅炉爆炸", "消防老李"),
    ("司机张师傅说叉车翻了", "司机张师傅"),
    ("王建国打来 锅炉爆炸", "王建国"),
    ("14:05 值班长刘强 锅炉爆炸", "值班长刘强"),
    ("锅炉爆炸，报警人是物业的小李 13800000000", "物业小李"),
]
ASKED = [
    ("驾驶员老陈 叉车翻了", "驾驶员老陈"),
    ("锅炉爆炸 物业经理张姐", "物业经理张姐"),
    ("长江化工安全员李四 储罐漏氨", "安全员李四"),
]
NOBODY = [
    "群众5人受伤", "消防到场 电梯困2人", "司机被困 叉车翻了", "工人老王被砸 塔吊",
    "工人老王 被砸 塔吊倒了", "工人老王，塔吊砸伤", "伤者工人老王 13800000000",
    "死者是安全员李四", "安全员李四、技术员王五受伤", "死亡2人：安全员李四、技术员王五",
    "司机老陈 腿断了 叉车翻了", "叉车侧翻 司机老陈", "驾驶员老陈重伤", "驾驶员老陈 当场死亡",
    "消防马上到 电梯困人", "群众高兴 索道恢复", "物业方面不知道", "保安关在电梯里",
    "群众万余人疏散", "通知物业张姐 电梯困人", "群众王某来电 电梯困人", "保安王强 昏倒",
    "工人李四，30岁，死亡", "消防高压水枪坏了", "维修工小刘 困在电梯里", "学生王明 失踪",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "who"), TOLD)
def test_who_calls_is_kept_with_his_role_and_leaves_the_summary(
    typed: str, who: str, vocabulary: Vocabulary, now: datetime
) -> None:
    line = read_line(typed, vocabulary, now)
    [caller] = [found for found in line.found if found.field == "caller"]
    assert (caller.value, caller.question) == (who, "")
    assert who[-1] not in line.what
    assert not line.what.startswith(("打", "报", "说", "的", "，"))


@pytest.mark.parametrize(("typed", "who"), ASKED)
def test_who_may_be_somebody_else_is_asked_about(
    typed: str, who: str, vocabulary: Vocabulary, now: datetime
) -> None:
    [caller] = [one for one in read_line(typed, vocabulary, now).found if one.field == "caller"]
    assert caller.value == who
    assert who in caller.question


@pytest.mark.parametrize("typed", NOBODY)
def test_no_casualty_and_no_part_of_a_sentence_is_a_caller(
    typed: str, vocabulary: Vocabulary, now: datetime
) -> None:
    assert read_line(typed, vocabulary, now).value("caller") is None


def test_the_words_of_a_caller_belong_to_no_unit(vocabulary: Vocabulary, now: datetime) -> None:
    line = read_line("派出所小王打来的 长江化工的老王说 锅炉爆炸", vocabulary, now)
    assert line.value("caller") == "派出所小王"
    line = read_line("长江化工的老王打来 锅炉爆炸", vocabulary, now)
    assert (line.value("unit"), line.value("caller")) == ("长江化工", "老王")
    assert line.what == "锅炉爆炸"
