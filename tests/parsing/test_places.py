"""A street or a part of town is the place; a name that equipment ends is a unit's, whole."""

from datetime import datetime

import pytest

from cqcmd.parsing.sentence.quick_line import read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary

SURE = [
    ("渝中区新华路电梯困人", "新华路"),
    ("江北区观音桥步行街电梯困人", "观音桥步行街"),
    ("沙坪坝区大学城南路叉车撞人", "大学城南路"),
    ("九龙坡石桥铺塔吊倒了", "石桥铺"),
    ("南岸区学府大道19号电梯困人", "学府大道19号"),
    ("渝中区人民路1号电梯困人", "人民路1号"),
    ("永川区人民大道与和平路交叉口 叉车翻了", "人民大道与和平路交叉口"),
    ("铜梁区巴川街道中兴路锅炉爆炸", "巴川街道中兴路"),
    ("万州区高笋塘 电梯困人", "高笋塘"),
    ("渝中区解放碑电梯困人", "解放碑"),
]
ASKED = [("新华路电梯困人", "新华路"), ("石桥铺 电梯困人", "石桥铺"), ("江北嘴电梯困人", "江北嘴")]
NO_PLACE = [
    "管道路断了", "电路短路 电梯停了", "叉车在马路上撞人", "走到半路电梯停了", "路口叉车翻了",
    "高速路口塔吊倒了", "沙坪坝区三峡广场扶梯夹人", "渝中区新华路小学电梯困人",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "place"), SURE)
def test_behind_the_district_a_street_or_a_part_of_town_is_the_place(
    typed: str, place: str, vocabulary: Vocabulary, now: datetime
) -> None:
    line = read_line(typed, vocabulary, now)
    [found] = [one for one in line.found if one.field == "place"]
    assert (found.value, found.question) == (place, "")
    assert line.value("district")
    assert line.value("unit") is None
    assert place[-2:] not in line.what


@pytest.mark.parametrize(("typed", "place"), ASKED)
def test_elsewhere_the_place_is_asked_about(
    typed: str, place: str, vocabulary: Vocabulary, now: datetime
) -> None:
    [found] = [one for one in read_line(typed, vocabulary, now).found if one.field == "place"]
    assert found.value == place
    assert place in found.question


@pytest.mark.parametrize("typed", NO_PLACE)
def test_ways_that_have_no_name_and_names_of_houses_are_no_place(
    typed: str, vocabulary: Vocabulary, now: datetime
) -> None:
    assert read_line(typed, vocabulary, now).value("place") is None


def test_street_and_unit_are_told_apart(vocabulary: Vocabulary, now: datetime) -> None:
    line = read_line("渝中区人民路向阳小学电梯困人", vocabulary, now)
    assert (line.value("place"), line.value("unit")) == ("人民路", "向阳小学")
    line = read_line("渝北区龙湖花园小区3栋电梯困人", vocabulary, now)
    assert (line.value("unit"), line.what) == ("龙湖花园小区", "3栋电梯困人")


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("长江索道停运", "长江索道"),
        ("渝中区长江索道停运", "长江索道"),
        ("洪崖洞电梯停运", "洪崖洞电梯"),
        ("皇冠大扶梯停运", "皇冠大扶梯"),
        ("南山索道停运", "南山索道"),
        ("平湖索道停运", "平湖索道"),
        ("巫溪县红池坝索道停运", "红池坝索道"),
        ("金鑫锅炉停运", "金鑫"),
        ("轻轨站扶梯停运", "轻轨站"),
    ],
)
def test_the_equipment_a_name_ends_with_is_a_part_of_it(
    typed: str, unit: str, vocabulary: Vocabulary, now: datetime
) -> None:
    line = read_line(typed, vocabulary, now)
    [found] = [one for one in line.found if one.field == "unit"]
    assert found.value == unit
    assert unit in found.question
    assert line.what.endswith("停运")
    assert len(line.what) > 2
