"""How many heads a team has, however its names are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.parsing.heads import MOST, read_heads
from tests.support.hostile import HOSTILE

WRITTEN = {
    "张三": ("张三",),
    "张三、李四 王五": ("张三", "李四", "王五"),
    "张三，李四,王五;赵六；孙七": ("张三", "李四", "王五", "赵六", "孙七"),
    "张三/李四": ("张三", "李四"),
    "张三和李四": ("张三", "李四"),
    "张三、李四及王五": ("张三", "李四", "王五"),
    "张三以及李四": ("张三", "李四"),
    "张三\n李四\n": ("张三", "李四"),
    "张和平": ("张和平",),
    "李及": ("李及",),
    "张和平和李四": ("张和平", "李四"),
    "张 三": ("张三",),
    "张\u3000三": ("张三",),
    "张 三 李 四": ("张三", "李四"),
    "王五 张 三、李四": ("王五", "张三", "李四"),
    "张队长": ("张队长",),
    "张 队长": ("张队长",),
    "队长张三": ("张三",),
    "队长 张三 队员 李四 王五": ("张三", "李四", "王五"),
    "队长：张三；队员：李四、王五": ("张三", "李四", "王五"),
    "张三（队长）、李四": ("张三", "李四"),
    "张三队长、张三": ("张三",),
    "队长": ("队长",),
    "阿卜杜·买买提、李四": ("阿卜杜·买买提", "李四"),
    "": (),
    " 、，": (),
}
NUMBERS = {
    "张三等5人": (("张三",), 5),
    "张三等五人": (("张三",), 5),
    "张三、李四等５人": (("张三", "李四"), 5),
    "张三 李四 共3名队员": (("张三", "李四"), 3),
    "张三一行4人": (("张三",), 4),
    "张三带队等6人": (("张三",), 6),
    "张三等5人、李四等3人": (("张三", "李四"), 8),
    "张三等2人、李四": (("张三", "李四"), 3),
    "张三、李四、王五等2人": (("张三", "李四", "王五"), 3),
    "张三（5人）": (("张三",), 5),
    "5人": ((), 5),
    "张三等5名消防员": (("张三",), 5),
    "张三等人": (("张三",), 1),
    "张三等99999人": (("张三",), MOST),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_each_name_is_one_head(text: str) -> None:
    heads = read_heads((text,))
    assert heads.names == WRITTEN[text]
    assert heads.count == len(WRITTEN[text])


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_counts_those_who_are_not_named(text: str) -> None:
    heads = read_heads((text,))
    assert (heads.names, heads.count) == NUMBERS[text]


@pytest.mark.parametrize("text", ["张三等人", "张三、李四等", "张三等"])
def test_others_whom_nobody_counted_are_not_passed_over(text: str) -> None:
    assert read_heads((text,)).vague
    assert not read_heads((text + "5人",)).vague


def test_of_several_fields_nobody_is_counted_twice() -> None:
    heads = read_heads(("张三、李四", "李四", "王五等3人"))
    assert (heads.names, heads.count) == (("张三", "李四", "王五"), 5)


@given(st.lists(st.sampled_from(["张三", "李小四", "欧阳建国", "王五"]), unique=True), st.data())
def test_any_separators_part_the_same_names(names: list[str], data: st.DataObject) -> None:
    between = st.sampled_from(["、", "，", ", ", " ", "\u3000", "；", "\n", "和", "及", "、 "])
    text = "".join(name + data.draw(between) for name in names[:-1]) + "".join(names[-1:])
    assert read_heads((text,)).names == tuple(names)


@given(st.text(max_size=60) | st.sampled_from(HOSTILE))
def test_whatever_is_typed_no_name_is_lost_or_made_up(text: str) -> None:
    heads = read_heads((text,))
    assert heads.count >= len(heads.names) == len(set(heads.names))
    assert all(name.strip() for name in heads.names)
