"""值班表: put down, repeated, imported, taken back; tonight's gap; who stands in."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.contacts.forms import ContactForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.rota.forms import RotaForm
from cqcmd.errors import BadInput

TODAY = date(2026, 7, 25)  # a Saturday
PAIR = RotaForm(officer="李敏", leader="王强", deputy="张伟")


def named(desk: Desk, day: date) -> tuple[str, ...]:
    shown = desk.rota.day(day)
    return tuple(shown.name(post) for post in ("officer", "leader", "deputy"))


def test_a_day_has_its_people_and_tonight_says_so(desk: Desk) -> None:
    desk.rota.keep(TODAY, PAIR)
    assert desk.tonight.words == "值班员 李敏  带班 王强  副班 张伟"
    assert desk.tonight.gap == ""
    (today,) = [day for day in desk.rota.week(TODAY).days if day.tonight]
    assert today.day == TODAY


def test_an_office_without_a_rota_lacks_nothing(desk: Desk) -> None:
    assert (desk.tonight.words, desk.tonight.gap) == ("", "")


def test_a_gap_tonight_is_a_sentence(desk: Desk, clock: FixedClock) -> None:
    desk.rota.keep(TODAY, RotaForm(officer="李敏"))
    assert desk.tonight.gap == "今晚（7月25日）没有排带班"
    clock.advance(days=1)
    assert desk.tonight.gap == "值班表只排到7月25日，今晚没有人"
    desk.rota.keep(date(2026, 7, 28), PAIR)
    assert desk.tonight.gap == "今晚（7月26日）没有排值班员、带班"


def test_before_the_hand_over_it_is_still_yesterdays_duty(desk: Desk, clock: FixedClock) -> None:
    desk.rota.keep(TODAY, PAIR)
    clock.advance(hours=18)  # 08:05 on Sunday
    assert desk.tonight.words.startswith("值班员 李敏")
    desk.rota.turn_at("８：００")
    assert desk.tonight.words == ""
    assert f"{desk.rota.week(TODAY).turns:%H:%M}" == "08:00"
    with pytest.raises(BadInput, match="几点几分"):
        desk.rota.turn_at("25:00")


def test_the_same_people_for_several_days_leave_others_as_they_are(desk: Desk) -> None:
    desk.rota.keep(date(2026, 7, 26), RotaForm(officer="赵六", leader="钱七"))
    desk.rota.keep(TODAY, RotaForm(leader="王强", days=3))
    assert named(desk, TODAY) == ("", "王强", "")
    assert named(desk, date(2026, 7, 26)) == ("赵六", "王强", "")
    assert named(desk, date(2026, 7, 27)) == ("", "王强", "")
    with pytest.raises(BadInput, match="连排 1 到 31"):
        desk.rota.keep(TODAY, RotaForm(leader="王强", days=32))


@pytest.mark.parametrize(("form", "field"), [({}, "officer"), ({"leader": "138000"}, "leader")])
def test_nobody_or_a_number_is_refused(desk: Desk, form: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as told:
        desk.rota.keep(TODAY, replace(RotaForm(), **form))
    assert told.value.field == field
    assert desk.tonight.words == ""


def test_the_week_before_fills_the_empty_days(desk: Desk) -> None:
    for day in (20, 21, 22):
        desk.rota.keep(date(2026, 7, day), PAIR)
    desk.rota.keep(date(2026, 7, 28), RotaForm(officer="赵六"))
    assert desk.rota.repeat(date(2026, 7, 30)) == 2
    assert named(desk, date(2026, 7, 27)) == ("李敏", "王强", "张伟")
    assert named(desk, date(2026, 7, 28)) == ("赵六", "", "")
    with pytest.raises(BadInput, match="没有可照排的"):
        desk.rota.repeat(date(2026, 7, 30))


def test_a_day_is_emptied_with_a_reason_and_that_is_taken_back(desk: Desk) -> None:
    desk.rota.keep(TODAY, PAIR)
    with pytest.raises(BadInput, match="为什么"):
        desk.rota.clear(TODAY, " ")
    desk.rota.clear(TODAY, "调班")
    assert desk.tonight.gap == "今晚（7月25日）没有排值班员、带班"
    assert desk.log(None)[-1].words == "2026-07-25 空出（调班）"
    desk.logbook.undo(None)
    assert desk.tonight.gap == ""
    with pytest.raises(BadInput, match="本来就没有"):
        desk.rota.clear(date(2026, 7, 30), "调班")


def test_a_number_is_shown_where_one_person_has_that_name(desk: Desk) -> None:
    desk.contacts.keep(ContactForm(name="王强", org="局办", phones="13800000001"))
    desk.contacts.keep(ContactForm(name="张伟", org="一科", phones="13800000002"))
    desk.contacts.keep(ContactForm(name="张伟", org="二科", phones="13800000003"))
    desk.rota.keep(TODAY, PAIR)
    people = desk.rota.day(TODAY).people
    assert people["leader"].words == "带班 王强 13800000001"
    assert people["deputy"].phones == ()


def listed(folder: Path, *rows: str) -> Path:
    path = folder / "8月值班表.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_a_file_is_looked_at_then_taken_in(desk: Desk, tmp_path: Path) -> None:
    desk.rota.keep(TODAY, PAIR)
    path = listed(
        tmp_path,
        "渝中区市场监管局值班表,,,,",
        "日期,星期,带班领导,值班人员,值班电话",
        "7月25日,周六,王强,赵六,63765110",
        "7月26日,周日,王强,李敏,63765110",
        "7月28日,周二,王强,李敏、赵六,63765110",
        "13月1日,周二,王强,李敏,63765110",
        "7月29日,周三,,无,63765110",
        "7月28日,周二,钱七,李敏,63765110",
    )
    preview = desk.rota.preview_import(path)
    assert [day.day.day for day in preview.new] == [26, 28]
    assert [(day.officer, day.deputy) for day in preview.changed] == [("赵六", "张伟")]
    assert [day.day for day in preview.gaps] == [27]
    assert [(bad.number, bad.reason) for bad in preview.bad] == [
        (6, "“13月1日”认不出是哪一天"),
        (7, "没有写人"),
        (8, "这一天第 5 行已经有了，人不一样；请合成一行"),
    ]
    assert preview.columns == "日期 作日期、带班领导 作带班、值班人员 作值班员"
    assert desk.tonight.words == "值班员 李敏  带班 王强  副班 张伟"
    assert desk.rota.import_days(preview) == "已导入值班表：新排 2 天，改动 1 天。"
    assert desk.tonight.words == "值班员 赵六  带班 王强  副班 张伟"
    assert desk.log(None)[-1].words == "从 8月值班表.csv 导入 3 天"
    again = desk.rota.preview_import(path)
    assert (again.new, again.changed, again.same) == ((), (), 3)
    with pytest.raises(BadInput, match="没有可以导入的"):
        desk.rota.import_days(again)


def test_a_row_of_a_week_puts_its_leader_on_each_day(desk: Desk, tmp_path: Path) -> None:
    preview = desk.rota.preview_import(listed(tmp_path, "时间,带班", "7.27-8.2,王强"))
    assert len(preview.new) == 7


def test_a_file_without_such_columns_says_what_it_needs(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有认出列名"):
        desk.rota.preview_import(listed(tmp_path, "姓名,电话", "王强,13800000001"))


def test_who_stands_in_is_tonights_deputy_then_colleagues(desk: Desk) -> None:
    desk.rota.keep(TODAY, PAIR)
    for name, post in (("甲一", "科长"), ("乙二", "副局长"), ("丙三", "局长")):
        desk.contacts.keep(ContactForm(name=name, post=post, org="公安局", phones="13800000001"))
    desk.contacts.keep(ContactForm(name="丁四", post="副局长", org="公安局"))
    assert [one.words for one in desk.rota.stand_ins("王强", "", ())] == ["张伟 副班（值班表副班）"]
    found = desk.rota.stand_ins("丙三", "公安局", ["甲一"])
    assert [one.words for one in found] == ["乙二 副局长 13800000001（同单位，推定）"]
    assert desk.rota.stand_ins("戊五", "", ()) == ()
