"""通讯录: people kept, found, removed, brought in from files and taken out again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqcmd.desk.contacts.files import people_file, typed_path
from cqcmd.desk.contacts.forms import ContactForm
from cqcmd.desk.contacts.importing import preview_of
from cqcmd.desk.contacts.organisations import Organisations
from cqcmd.desk.contacts.people import APART, contact_of
from cqcmd.desk.desk import Desk
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BadInput, Unwritable
from cqcmd.files import read_sheet
from cqcmd.incident.events.station import Contact
from cqcmd.parsing.nothing import is_total
from tests.support.hostile import HOSTILE

ORGS = Organisations(plan_in_force(None))
WANG = ContactForm(
    name="王强",
    post="科长",
    org="市公安局",
    phones="13800000000、023-63765110转801",
    hours="24小时",
    note="治安总队",
)
LIST = """重庆市应急通讯录
姓 名,职务,单位,办公电话（区号）,手机,值班时间,备注,序号
王强,支队长,市公安局,023-63765110,13900000000,,,1
张　敏,,重庆银保监局,,13700000000,8:00-20:00,"保险,理赔",2
,,供电,95598,,,,3
李雷,,供水,,138O0000000,,,4
张敏,,重庆银保监局,,13700000009,,,5
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "名单.csv"
    path.write_text(LIST, encoding="gb18030")
    return path


def names(desk: Desk, typed: str) -> list[str]:
    return [contact.name for contact in desk.contacts.search(typed)]


# Keeping


def test_a_person_is_kept_and_stays(desk: Desk) -> None:
    ident = desk.contacts.keep(WANG)
    (view,) = desk.contacts.search("")
    assert view == desk.contacts.get(ident)
    assert view.phones == ("13800000000", "023-63765110转801")
    assert (view.unit, view.unit_name) == ("police", "市公安局")
    assert desk.log(None)[-1].words == "记下 王强"


def test_a_name_is_enough(desk: Desk) -> None:
    desk.contacts.keep(ContactForm(name=" 赵　六 "))
    assert names(desk, "") == ["赵六"]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (ContactForm(name=" \u3000"), "name"),
        (ContactForm(name="王强", phones="138ABC"), "phones"),
        (ContactForm(name="王强", note="长" * 501), "note"),
        (ContactForm(name="王\x1b强"), "name"),
    ],
)
def test_what_cannot_be_kept_is_said_with_its_field(
    desk: Desk, form: ContactForm, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        desk.contacts.keep(form)
    assert refused.value.field == field
    assert str(refused.value).endswith("。")
    assert desk.contacts.search("") == ()


def test_the_same_name_in_the_same_organisation_is_asked_to_be_told_apart(desk: Desk) -> None:
    desk.contacts.keep(WANG)
    with pytest.raises(BadInput, match="已有市公安局王强") as refused:
        desk.contacts.keep(WANG)
    assert refused.value.field == "name"
    desk.contacts.keep(ContactForm(name="王强", org="供电"))
    assert names(desk, "") == ["王强", "王强"]


def test_somebody_is_changed_removed_and_brought_back(desk: Desk) -> None:
    ident = desk.contacts.keep(WANG)
    assert desk.contacts.keep(ContactForm(name="王强", phones="110"), ident) == ident
    assert desk.contacts.get(ident).phones == ("110",)
    desk.contacts.remove(ident)
    assert names(desk, "王") == []
    (gone,) = desk.contacts.search("王", removed=True)
    assert gone.removed
    desk.contacts.restore(ident)
    assert names(desk, "王") == ["王强"]
    with pytest.raises(BadInput, match="没有这个人"):
        desk.contacts.remove("x")


def test_nobody_comes_back_in_the_stead_of_another(desk: Desk) -> None:
    ident = desk.contacts.keep(WANG)
    desk.contacts.remove(ident)
    desk.contacts.keep(WANG)
    with pytest.raises(BadInput, match="已有"):
        desk.contacts.restore(ident)


# Finding


BY_NAME = ["王强", "强", "wangqiang", "wang qiang", "wq", "ＷＱ"]
BY_THE_REST = ["市公安局", "sgaj", "科长", "kz 王", "138 0000 0000", "63765110", "治安总队"]


@pytest.mark.parametrize("typed", BY_NAME + BY_THE_REST)
def test_a_person_is_found_by_whatever_is_known(desk: Desk, typed: str) -> None:
    desk.contacts.keep(ContactForm(name="赵六", org="供水", phones="12345"))
    desk.contacts.keep(WANG)
    desk.contacts.preload()
    assert names(desk, typed) == ["王强"]


def test_nobody_is_found_by_what_nobody_typed(desk: Desk) -> None:
    desk.contacts.keep(WANG)
    desk.contacts.preload()
    for typed in ("李", "zz", "王 李", "99", *HOSTILE):
        if typed.strip():
            assert names(desk, typed) == []


def test_names_come_before_organisations(desk: Desk) -> None:
    desk.contacts.keep(ContactForm(name="赵六", org="高强建设"))
    desk.contacts.keep(ContactForm(name="王高强"))
    desk.contacts.keep(ContactForm(name="高强"))
    assert names(desk, "高强") == ["高强", "王高强", "赵六"]


def test_a_unit_is_found_by_its_name_of_today_and_of_the_plan(desk: Desk) -> None:
    desk.contacts.keep(ContactForm(name="赵六", org="国家金融监督管理总局重庆监管局"))
    assert names(desk, "银保监") == ["赵六"]


def test_who_was_added_is_found_by_pinyin_once_it_was_warmed_again(desk: Desk) -> None:
    desk.contacts.keep(WANG)
    desk.contacts.preload()
    assert desk.contacts.preloaded
    desk.contacts.keep(ContactForm(name="李敏"))
    assert not desk.contacts.preloaded
    assert names(desk, "李") == ["李敏"]
    desk.contacts.preload()
    assert names(desk, "lm") == ["李敏"]


# Organisations


@pytest.mark.parametrize(
    ("org", "unit"),
    [
        ("市公安局", "police"),
        ("重庆市公安局", "police"),
        ("区县公安局", "police"),
        ("渝中区公安局", "police"),
        ("重庆银保监局", "insurance_regulator"),
        ("国家金融监督管理总局重庆监管局", "insurance_regulator"),
        ("供电", "utilities"),
        ("供气单位", "utilities"),
        ("长江化工", ""),
        ("", ""),
    ],
)
def test_an_organisation_of_the_plan_is_recognised(org: str, unit: str) -> None:
    assert ORGS.unit_of(org) == unit


def test_units_suppliers_and_those_used_are_offered(desk: Desk) -> None:
    desk.contacts.keep(ContactForm(name="赵六", org="长江化工"))
    assert set(desk.contacts.organisations("供")) >= {"供电", "供水", "供气"}
    assert desk.contacts.organisations("长江化") == ("长江化工",)
    desk.contacts.organisations("")
    desk.contacts.preload()
    assert desk.contacts.organisations("gaj")[:2] == ("渝中区公安局", "市公安局")


# Importing


def test_a_file_is_looked_at_before_anything_is_written(desk: Desk, file: Path) -> None:
    desk.contacts.keep(WANG)
    preview = desk.contacts.preview_import(file)
    assert preview.source == "名单.csv"
    assert [(row.number, row.form.name) for row in preview.new] == [(4, "张敏")]
    assert [(row.number, row.words) for row in preview.changes] == [
        (
            3,
            "职务 科长 → 支队长；电话 13800000000、023-63765110转801 → 023-63765110、13900000000",
        )
    ]
    assert [(row.number, row.name) for row in preview.bad] == [(5, ""), (6, "李雷"), (7, "张敏")]
    assert preview.bad[0].reason.startswith("没有姓名")
    assert preview.bad[1].reason.startswith("号码“138O0000000”不是电话号码")
    assert preview.bad[2].reason.startswith("和第 4 行是同一人")
    assert preview.remarks == ("没有用到的列：序号。",)
    assert names(desk, "") == ["王强"]


def test_the_good_rows_become_one_entry(desk: Desk, file: Path) -> None:
    ident = desk.contacts.keep(WANG)
    before = len(desk.log(None))
    said = desk.contacts.import_people(desk.contacts.preview_import(file))
    assert said == "已导入：新增 1 人，更新 1 人。"
    assert [line.words for line in desk.log(None)[before:]] == ["从 名单.csv 导入 2 人"]
    wang = desk.contacts.get(ident)
    assert (wang.post, wang.hours, wang.note) == ("支队长", "24小时", "治安总队")
    (zhang,) = desk.contacts.search("张敏")
    assert (zhang.unit, zhang.hours, zhang.note) == (
        "insurance_regulator",
        "8:00-20:00",
        "保险,理赔",
    )
    assert desk.contacts.preview_import(file).same == 2


def test_importing_twice_or_after_another_session_brings_nobody_twice(
    desk: Desk, file: Path
) -> None:
    preview = desk.contacts.preview_import(file)
    desk.contacts.import_people(preview)
    with pytest.raises(BadInput, match="没有可以导入的人"):
        desk.contacts.import_people(preview)
    assert len(desk.contacts.search("")) == 2


def test_a_row_that_says_what_is_known_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.contacts.keep(WANG)
    path = tmp_path / "a.csv"
    path.write_text(
        "姓名,单位,手机,电话\n王 强,市公安局,023-63765110 转 801,138 0000 0000", encoding="utf-8"
    )
    preview = desk.contacts.preview_import(path)
    assert (preview.same, preview.new, preview.changes, preview.bad) == (1, (), (), ())


@pytest.mark.parametrize(
    ("heading", "person"),
    [
        ("名字,岗位,组织,号码", ("王强", "科长", "供电", ("110",))),
        ("姓名,职位,部门,联系电话", ("王强", "科长", "供电", ("110",))),
        ("联系人*,职务/岗位,所在单位,手 机", ("王强", "科长", "供电", ("110",))),
    ],
)
def test_columns_are_known_by_their_usual_names(
    desk: Desk, tmp_path: Path, heading: str, person: tuple[object, ...]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{heading}\n王强,科长,供电,110\n{heading}\n", encoding="utf-8")
    desk.contacts.import_people(desk.contacts.preview_import(path))
    (view,) = desk.contacts.search("")
    assert (view.name, view.post, view.org, view.phones) == person


def test_a_department_beside_an_organisation_stands_before_the_post(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("部门,职务,姓名,单位\n治安总队,队长,王强,市公安局", encoding="utf-8")
    desk.contacts.import_people(desk.contacts.preview_import(path))
    (view,) = desk.contacts.search("")
    assert (view.org, view.post) == ("市公安局", "治安总队 队长")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("单位,地址\n供电,某路", "没有“姓名”一列"),
        ("王强,13800000000", "没有“姓名”一列"),
        ("", "文件是空的"),
    ],
)
def test_a_file_without_headings_is_said(desk: Desk, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        desk.contacts.preview_import(path)


def test_a_cell_that_is_too_long_or_hides_something_makes_its_row_bad(
    desk: Desk, tmp_path: Path
) -> None:
    long = "长" * 300
    path = tmp_path / "a.csv"
    rows = [
        "姓名,备注,备注,序号",
        "王\x07强,,,",
        f"李雷,{long * 2},,",
        f"赵六,{long},{long},",
        "钱七,,,\x07",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    preview = desk.contacts.preview_import(path)
    assert [row.form.name for row in preview.new] == ["钱七"]
    assert [row.reason for row in preview.bad] == [
        "“姓名”一格有看不见的控制字符，请删去重填。",
        "“备注”一格超过 500 个字。",
        "“备注”一格超过 500 个字。",
    ]


# Exporting


@pytest.mark.parametrize("name", ["名单.csv", "名单.xlsx"])
def test_what_is_exported_is_known_when_it_is_imported(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    desk.contacts.keep(WANG)
    desk.contacts.remove(desk.contacts.keep(ContactForm(name="赵六")))
    path = tmp_path / name
    path.write_bytes(b"old")
    assert desk.contacts.export(f"'{path}'") == f"已导出 1 人到 {path}。"
    preview = desk.contacts.preview_import(path)
    assert (preview.same, preview.new, preview.changes, preview.bad) == (1, (), (), ())
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == [name]


texts = st.text(max_size=20)
NAMES = st.sampled_from(["=1+1", "-1", "@x", "王　强"])
people = st.lists(
    st.builds(
        ContactForm,
        name=texts.filter(lambda name: not is_total(name)) | NAMES,
        post=texts,
        org=texts | st.sampled_from(["市公安局", "供电"]),
        phones=st.lists(
            st.sampled_from(["110", "+8613800000000", "(023)63765110转801", "13800000000"])
        ).map("、".join),
        hours=texts,
        note=texts,
    ),
    max_size=5,
    unique_by=lambda form: form.name,
)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
@given(forms=people)
@settings(max_examples=50, deadline=None)
def test_everybody_comes_back_unchanged(name: str, forms: list[ContactForm]) -> None:
    kept: dict[tuple[str, str], Contact] = {}
    for form in forms:
        try:
            contact = contact_of(form, "", ORGS)
        except BadInput:
            continue
        # A name that looks like two is asked about when a list is read, and not in this test.
        if not any(mark in contact.name for mark in APART):
            kept.setdefault((contact.name, contact.org), contact)
    _path, data = people_file(Path("/tmp") / name, list(kept.values()))
    preview = preview_of(read_sheet(name, data), name, {}, ORGS)
    assert preview.bad == ()
    assert [contact_of(row.form, "", ORGS) for row in preview.new] == list(kept.values())


def test_nobody_at_all_gives_a_table_to_be_filled_in(desk: Desk, tmp_path: Path) -> None:
    assert "空表已写到" in desk.contacts.export(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text("utf-8-sig") == "姓名,职务,单位,电话,值班时间,备注\n"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("没有这个目录/a.csv", "没有“.*”这个目录"),
        ("a.pdf", "须以 .xlsx 或 .csv 结尾"),
        ("通讯录", "须以 .xlsx 或 .csv 结尾"),
        ("", "请填文件的路径"),
        ("~没有这个人/a.csv", "用户不存在"),
    ],
)
def test_a_path_that_cannot_be_is_said(
    desk: Desk, tmp_path: Path, path: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match=said):
        desk.contacts.export(path)


def test_a_full_disk_leaves_the_old_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Unwritable, match="没有保存（磁盘已满）"):
        desk.contacts.export(path)
    assert path.read_text() == "old"
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(Unwritable, match="没有保存"):
        desk.contacts.export(tmp_path / "b.csv")


def test_a_path_may_be_dragged_in(tmp_path: Path) -> None:
    assert typed_path(f" '{tmp_path}/a b.csv' ") == tmp_path / "a b.csv"
    assert typed_path("“/x/名单.csv”") == Path("/x/名单.csv")
    assert typed_path("~/a.csv") == Path.home() / "a.csv"


def test_hostile_words_are_kept_harmless_or_refused(desk: Desk) -> None:
    for words in HOSTILE:
        try:
            desk.contacts.keep(ContactForm(name=words, org=words, note=words))
        except BadInput as refusal:
            assert refusal.field in ("name", "org", "note")  # noqa: PT017
    desk.contacts.preload()
    for view in desk.contacts.search(""):
        assert "\x1b" not in view.name
        assert "\n" not in view.name
