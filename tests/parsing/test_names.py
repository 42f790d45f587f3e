"""Names are found by Chinese, pinyin, initials and code, the best first."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqcmd.parsing.names import Name, Names

ITEMS = (
    Name("500000", "重庆市", ("重庆",)),
    Name("500103", "渝中区", ("渝中",)),
    Name("500115", "长寿区", ("长寿",)),
    Name("500110", "綦江区", ("綦江",)),
    Name("500102", "涪陵区", ("涪陵",)),
    Name("500114", "黔江区", ("黔江",)),
    Name("4000", "起重机械", ("行车", "塔吊")),
    Name("note", "记一笔", ("备注", "Note")),
    Name("7", "长江化工（集团）有限公司长寿区重庆分厂", ()),
)


@pytest.fixture(scope="module")
def names() -> Names:
    index = Names(ITEMS)
    index.preload()
    return index


def found(names: Names, typed: str) -> list[str]:
    return [match.item.name for match in names.search(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("重庆", "重庆市"), ("cq", "重庆市"), ("zq", "重庆市"), ("chongqing", "重庆市"),
     ("zhongqing", "重庆市"), ("cqs", "重庆市"), ("qj", "綦江区"), ("fl", "涪陵区"),
     ("fuling", "涪陵区"), ("cs", "长寿区"), ("zs", "长寿区"), ("changsh", "长寿区"), ("yz",
     "渝中区"),
     ("YZ", "渝中区"), ("ｙｚ", "渝中区"), ("yu zhong", "渝中区"), ("yu'zhong", "渝中区"),
     ("500110", "綦江区"), ("50011", "长寿区"), ("xc", "起重机械"), ("hangche", "起重机械"),
     ("塔吊", "起重机械"), ("note", "记一笔"), ("bz", "记一笔"), ("jyb", "记一笔"),
     ("化工", "长江化工（集团）有限公司长寿区重庆分厂"), ("hgjt",
     "长江化工（集团）有限公司长寿区重庆分厂")],
)  # fmt: skip
def test_a_name_is_found(names: Names, typed: str, first: str) -> None:
    assert found(names, typed)[0] == first


def test_the_whole_comes_before_the_beginning_and_that_before_the_inside(names: Names) -> None:
    assert [match.rank for match in names.search("长寿")] == [0, 2]
    assert [match.rank for match in names.search("cjh")] == [1]
    assert found(names, "chang")[:2] == ["长寿区", "长江化工（集团）有限公司长寿区重庆分厂"]


def test_equally_good_matches_keep_their_order(names: Names) -> None:
    assert found(names, "qj") == ["綦江区", "黔江区"]


def test_nothing_typed_offers_everything_and_nonsense_nothing(names: Names) -> None:
    assert found(names, " ") == [item.name for item in ITEMS]
    assert found(names, "xyzxyz") == []
    assert names.search("区", limit=2) == names.search("区")[:2]


def test_a_long_name_is_found_across_its_usual_reading(names: Names) -> None:
    assert found(names, "changshouquchongqing") == ["长江化工（集团）有限公司长寿区重庆分厂"]
    assert found(names, "zhangshouquchong") == ["长江化工（集团）有限公司长寿区重庆分厂"]


def test_before_it_is_warm_chinese_and_codes_are_found() -> None:
    cold = Names(ITEMS)
    assert found(cold, "渝中") == ["渝中区"]
    assert found(cold, "500103") == ["渝中区"]
    assert found(cold, "yz") == []


def test_pypinyin_is_loaded_by_warming_alone() -> None:
    script = (
        "import sys; from cqcmd.parsing.names import Name, Names; "
        "n = Names((Name('1', '重庆'),)); n.search('重'); cold = 'pypinyin' in sys.modules; "
        "n.preload(); print(cold, 'pypinyin' in sys.modules, len(n.search('cq')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True", "1"]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_anything_may_be_typed(names: Names, typed: str) -> None:
    assert len(names.search(typed)) <= len(ITEMS)


@pytest.mark.timed
def test_a_key_press_costs_under_a_fifth_of_a_millisecond() -> None:
    many = Names(
        tuple(Name(str(i), f"{item.name}{i}", item.aliases) for i in range(8) for item in ITEMS)
    )
    many.preload()
    many.search("x")

    def cost(typed: str) -> float:
        start = time.process_time()
        for _ in range(20):
            many.search(typed)
        return (time.process_time() - start) / 20

    for typed in ("c", "cq", "cqs", "chongqing", "长", "5", "区"):
        assert min(cost(typed) for _ in range(5)) < 0.0002, typed
