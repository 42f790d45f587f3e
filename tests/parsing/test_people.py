"""The people of the quick line, rule by rule: a phrase, the fields it fills, which are asked."""

from collections.abc import Mapping
from datetime import datetime

import pytest

from cqcmd.parsing.sentence.quick_line import QuickLine, read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary

Read = Mapping[str, str]
"""Field to value; a value with ``!`` behind it comes with a question."""

PAIRS: dict[str, tuple[str, Read]] = {
    "count first": ("3人死亡", {"deaths": "3"}),
    "label first": ("死亡3人 重伤5人", {"deaths": "3", "serious_injuries": "5"}),
    "short, count first": ("1死3重伤", {"deaths": "1", "serious_injuries": "3"}),
    "short, label first": ("死3重伤5", {"deaths": "3", "serious_injuries": "5"}),
    "a whole, and the dead of it": ("20个人死了3个", {"deaths": "3!"}),
    "a whole by trade, and the dead of it": ("12个工人死了3个", {"deaths": "3"}),
    "beasts": ("压死了3头猪", {}),
    "men and women": ("1男2女受伤", {"injuries_unclear": "3"}),
    "a list before its state": ("24名乘客及2名工作人员滞留", {"stranded": "26"}),
    "a list behind its state": ("关了3个娃儿和1个大人", {"trapped": "4"}),
    "things before people": ("疏散2栋96户230人", {"relocated": "230"}),
    "a bare number of many": ("三百要撤", {"relocation_planned": "300"}),
    "one with another": ("一个孕妇带个娃儿被困", {"trapped": "1!"}),
    "a blank parts two numbers": ("一共4个 伤的还剩6个", {"injuries_unclear": "6!"}),
    "a state after a blank": ("死亡 3人重伤", {"deaths": "1!", "serious_injuries": "3"}),
    "the state behind it": ("伤的 3人被困", {"trapped": "3"}),
    "two states of one number": ("困住的2人受伤", {"trapped": "2!"}),
    "crews": ("消防员5人赶到现场，2人受伤", {"injuries_unclear": "2"}),
    "crews, and whom they got out": ("出动消防员20人，救出3人", {}),
}
PARTS: dict[str, tuple[str, Read]] = {
    "of which": (
        "5人受伤，其中2人重伤，1人轻伤",
        {"injuries_unclear": "2", "serious_injuries": "2", "light_injuries": "1"},
    ),
    "parts that are the whole": (
        "5人受伤，重伤2人，轻伤3人",
        {"serious_injuries": "2", "light_injuries": "3"},
    ),
    "a kind of those told": ("重伤8人（含急性中毒3人）", {"serious_injuries": "8"}),
    "died of wounds": (
        "受伤5人，又有1人抢救无效死亡",
        {"injuries_unclear": "4!", "deaths": "1"},
    ),
    "died here and there": ("1人当场死亡，1人送医途中死亡", {"deaths": "2"}),
    "all of the injured died": ("5人受伤，均已死亡", {"deaths": "5"}),
    "all of the buried died": ("被埋3人，均已死亡", {"deaths": "3"}),
    "got out dead": ("救出3人均已死亡", {"deaths": "3"}),
    "one group told twice": ("1人当场死亡，1人当场死亡", {"deaths": "1"}),
    "dead among the hit": ("砸到3个，1个死了", {"injuries_unclear": "3!", "deaths": "1"}),
    "dead among the buried": ("被埋5人，死亡2人", {"trapped": "5!", "deaths": "2"}),
    "the rest of those told": (
        "甩出去2个人，1个没气了，1个在抢救",
        {"deaths": "1", "injuries_unclear": "1"},
    ),
    "hurt worse than told": ("砸伤一个，伤得重", {"serious_injuries": "1!"}),
    "all of them": ("里头三个人，全部遭摔伤了", {"injuries_unclear": "3!"}),
    "besides": ("伤了2个，还有1个烫脱皮", {"injuries_unclear": "2-3!"}),
    "dead or injured": ("伤亡5人", {"deaths": "?5!", "injuries_unclear": "?5!"}),
    "dead or injured, then the dead": (
        "伤亡5人，死亡2人",
        {"deaths": "2", "injuries_unclear": "?5!"},
    ),
}
CHANGES: dict[str, tuple[str, Read]] = {
    "rises from to": ("死亡人数由3人上升至5人", {"deaths": "5"}),
    "rises to": ("死亡3人，上升至5人死亡", {"deaths": "5"}),
    "a whole of those told last": ("伤3人，一共5人", {"injuries_unclear": "5"}),
    "a death told again": ("死亡1人，厂房里又死了人", {"deaths": "1!"}),
    "remains of the dead told": ("死亡1人，遗体已运走", {"deaths": "1"}),
    "a correction": ("死亡3人，更正为死亡2人", {"deaths": "2"}),
    "not this but that": ("不是3个是2个受伤", {"injuries_unclear": "2"}),
    "a former claim and the new": (
        "先报1死2伤，核实为2死1伤",
        {"deaths": "2", "injuries_unclear": "1"},
    ),
    "a former claim alone": ("初报死亡3人", {"deaths": "3!"}),
    "two numbers": ("死2人，死3人", {"deaths": "2-3!"}),
    "an arrow between two numbers": ("死亡人数3→5", {"deaths": "5"}),
    "a whole and its part": ("一共死亡5人，现场死亡2人", {"deaths": "5"}),
    "taken back": ("死亡2人，是误报", {"deaths": "2!"}),
}
HEDGES: dict[str, tuple[str, Read]] = {
    "a hedge": ("疑似3人死亡", {"deaths": "?3"}),
    "a hedge spent on the blast": ("疑似爆炸致3人死亡", {"deaths": "3"}),
    "about": ("约5人受伤", {"injuries_unclear": "?5"}),
    "at least": ("至少5人受伤", {"injuries_unclear": "5!"}),
    "out of touch": ("失联2人", {"missing": "?2"}),
    "still tried": ("1人没有呼吸，正在心肺复苏", {"deaths": "?1"}),
    "hearsay": ("据说死了人", {"deaths": "?1!"}),
    "a fear": ("3人受伤，怕2人死亡", {"injuries_unclear": "3"}),
    "a supposition": ("如果死3人，伤5人，就要上报", {}),
    "a plan": ("拟疏散300人", {"relocation_planned": "300"}),
    "a denial of the injured": ("没有人受伤", {"serious_injuries": "0", "light_injuries": "0"}),
    "a denial of all": ("无一人伤亡", {"deaths": "0", "serious_injuries": "0"}),
    "none in figures": ("死亡零人", {"deaths": "0"}),
    "a denial for now": ("暂未发现死亡", {"deaths": "0!"}),
    "nobody hit": ("没砸到人", {}),
    "denied, though told": ("3人死亡，没有死亡", {"deaths": "3!"}),
}
ONE: dict[str, tuple[str, Read]] = {
    "one person by trade": ("司机重伤", {"serious_injuries": "1"}),
    "one person of the family": ("我妈遭困在电梯里头", {"stranded": "1"}),
    "one person, how many unsaid": ("现场身亡", {"deaths": "1!"}),
    "several, how many unsaid": ("司机们重伤", {}),
    "somebody": ("有人死了", {}),
    "nobody knows how many": ("死了好几个", {}),
}
HELD: dict[str, tuple[str, Read]] = {
    "some rescued": ("电梯困5人，已救出2人", {"stranded": "3!"}),
    "some of those inside rescued": ("电梯里面3人，救出1人", {"stranded": "2!"}),
    "all rescued": ("电梯困5人，已全部救出", {"stranded": "0"}),
    "all rescued, in one breath": ("电梯困3人已全部救出", {"stranded": "0"}),
    "the one rescued": ("电梯困1人，已救出", {"stranded": "0"}),
    "more rescued than held": ("电梯困2人，已救出5人", {"stranded": "2!"}),
    "others got out": ("电梯困5人，另外有2人自己出来了", {"stranded": "5"}),
    "left": ("电梯困5人，还剩2人", {"stranded": "2"}),
    "left in a lift": ("电梯还剩2人", {"stranded": "2"}),
    "left after some got out": ("电梯困5人，救出2人，还剩3人", {"stranded": "3"}),
    "inside after some got out": ("电梯救出2人，里面2人", {"stranded": "2"}),
    "left of dead or injured": ("伤亡5人，还剩3人", {"deaths": "?5!", "injuries_unclear": "?5!"}),
    "found": ("3人失踪，已找到2人", {"missing": "1!"}),
    "moved out of a lift": ("电梯困5人，已疏散2人", {"stranded": "3!"}),
    "it ended": ("电梯困3人，现在恢复运行了", {"stranded": "3!"}),
    "inside a lift that stopped": ("电梯停了，里面2人", {"stranded": "2"}),
    "inside a lift that fell": ("电梯坠落，里面2人", {}),
    "inside, and one more": ("电梯里面2人，又有1人，停了", {"stranded": "3!"}),
    "inside, and others": ("电梯停了，里面2人，外头还有3个人", {"stranded": "2!"}),
    "only me": ("就我一个人在电梯里，不动了", {"stranded": "1"}),
    "beside what stopped": ("跳楼机停了，十六个人", {"stranded": "16!"}),
}
RULES = PAIRS | PARTS | CHANGES | HEDGES | ONE | HELD


def people(line: QuickLine) -> dict[str, str]:
    told = (one for one in line.found if one.field not in ("equipment", "explosion"))
    return {one.field: one.value + ("!" if one.question else "") for one in told}


@pytest.mark.parametrize(("typed", "read"), RULES.values(), ids=RULES)
def test_people_are_read_by_the_rule(
    typed: str, read: Read, vocabulary: Vocabulary, now: datetime
) -> None:
    assert people(read_line(typed, vocabulary, now)) == read


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("死2人，死3人", "说了两个数：“死2人”和“死3人”；先按少的确认、多的可能，请核对。"),
        ("至少5人受伤", "“至少5人受伤”按至少计，准确数是多少？"),
        ("初报死亡3人", "这是先前的说法，现在还是这个数吗？"),
        ("死亡2人，是误报", "后面说到“误报”，请核对。"),
    ],
)
def test_a_question_quotes_what_it_is_about(
    typed: str, question: str, vocabulary: Vocabulary, now: datetime
) -> None:
    [found] = read_line(typed, vocabulary, now).found
    assert found.question == question


def test_the_last_of_a_list_ends_its_place(vocabulary: Vocabulary, now: datetime) -> None:
    line = read_line("关了3个娃儿和1个大人，哭得很凶", vocabulary, now)
    [found] = line.found
    assert line.text[found.start : found.end] == "关了3个娃儿和1个"
