"""Lists as offices keep them: each shape is read, asked about, or refused with a reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqcmd.desk.contacts.forms import ContactForm, ImportPreview
from cqcmd.desk.contacts.importing import preview_of
from cqcmd.desk.contacts.organisations import Organisations
from cqcmd.desk.contacts.people import contact_of
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BadInput
from cqcmd.files import read_sheet
from cqcmd.incident.events.station import Contact
from tests.files.files import workbook

ORGS = Organisations(plan_in_force(None))
Told = tuple[str, ...]


def looked_at(text: str, **answers: str) -> ImportPreview:
    given = {key.replace("__", ":"): code for key, code in answers.items()}
    return preview_of(read_sheet("a.csv", text.encode()), "a.csv", {}, ORGS, given)


def told(form: ContactForm) -> Told:
    """Name, post, organisation, numbers, hours, note; the blanks at the end left out."""
    texts = [form.name, form.post, form.org, form.phones, form.hours, form.note]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def people(preview: ImportPreview) -> list[Told]:
    return [told(row.form) for row in preview.new]


def doubts(preview: ImportPreview) -> list[str]:
    return [f"{each.number} {each.cell}：{each.words}" for each in preview.doubts]


# Headings


@pytest.mark.parametrize(
    "heading", ["姓名", "联系人姓名", "成员姓名", "联系人", "Name", "Contact", "姓 名*"]
)
def test_a_heading_that_means_a_name(heading: str) -> None:
    preview = looked_at(f"{heading},单位,电话\n王强,供电,95598\n")
    assert people(preview) == [("王强", "", "供电", "95598")]
    assert preview.remarks == ()


@pytest.mark.parametrize(
    "heading",
    [
        "负责人",
        "应急联系人",
        "值班领导",
        "带班领导",
        "值班员",
        "安全管理员",
        "主要负责人",
        "法定代表人",
        *["分管领导", "联络员", "网格员", "安全总监", "现场指挥", "企业负责人", "值班长", "责任人"],
    ],
)
def test_a_heading_that_names_a_part_says_the_post(heading: str) -> None:
    assert people(looked_at(f"单位,{heading},电话\n供电,王强,95598\n")) == [
        ("王强", heading, "供电", "95598")
    ]
    ours = looked_at(f"单位,{heading}姓名,职务,{heading}电话\n供电,王强,科长,95598\n")
    assert people(ours) == [("王强", "科长", "供电", "95598")]


def test_a_post_that_only_the_heading_says_replaces_none() -> None:
    known = looked_at("姓名,职务,单位\n王强,科长,供电\n")
    contact = {("王强", "供电"): kept(known)}
    sheet = read_sheet("a.csv", "单位,负责人,电话\n供电,王强,95598\n".encode())
    preview = preview_of(sheet, "a.csv", contact, ORGS)
    assert [row.words for row in preview.changes] == ["电话 （空） → 95598"]


def test_a_remark_beside_a_number_replaces_no_note() -> None:
    known = {("王强", ""): kept(looked_at("姓名,备注\n王强,治安总队\n"))}
    sheet = read_sheet("a.csv", "姓名,电话\n王强,110（传真）\n".encode())
    (change,) = preview_of(sheet, "a.csv", known, ORGS).changes
    assert change.form.note == "治安总队 110（传真）"
    known = {("王强", ""): contact_of(change.form, "x", ORGS)}
    assert preview_of(sheet, "a.csv", known, ORGS).same == 1


def kept(preview: ImportPreview) -> Contact:
    return contact_of(preview.new[0].form, "x", ORGS)


@pytest.mark.parametrize(
    "text",
    [
        "单位,负责人姓名,负责人电话,安全员姓名,安全员电话\n供电,王强,110,李敏,119\n",
        "单位,负责人,手机,安全员,手机\n供电,王强,110,李敏,119\n",
        "单位,负责人,安全员,安全员电话,负责人电话\n供电,王强,李敏,119,110\n",
        "单位,负责人,安全员,安全管理员电话,负责人手机\n供电,王强,李敏,119,110\n",
        "单位,电话,负责人,电话,安全员\n供电,110,王强,119,李敏\n",
        ",负责人,,安全员,\n单位,姓名,电话,姓名,电话\n供电,王强,110,李敏,119\n",
        "单位,负责人,,安全员,\n,姓名,电话,姓名,电话\n供电,王强,110,李敏,119\n",
        "渝中区名单,,,,\n单位,负责人,,安全员,\n,姓名,电话,姓名,电话\n供电,王强,110,李敏,119\n",
    ],
)
def test_two_people_a_row(text: str) -> None:
    preview = looked_at(text)
    assert set(people(preview)) == {
        ("王强", "负责人", "供电", "110"),
        ("李敏", "安全员", "供电", "119"),
    }
    assert (preview.bad, preview.questions) == ((), ())


def test_merged_headings_over_name_post_and_number() -> None:
    data = workbook(
        ["重庆市通讯录"],
        ["单位", "领导", None, None, "联络员", None, None, "备注"],
        [None, "姓名", "职务", "电话", "姓名", "职务", "电话", None],
        ["供电", "王强", "局长", "110", "李敏", "科长", "119", "好"],
        [None, "赵平", None, "120", None, None, None, None],
        merged=["A1:H1", "A2:A3", "B2:D2", "E2:G2", "H2:H3", "A4:A5"],
    )
    preview = preview_of(read_sheet("a.xlsx", data), "a.xlsx", {}, ORGS)
    assert people(preview) == [
        ("王强", "局长", "供电", "110", "", "好"),
        ("李敏", "科长", "供电", "119", "", "好"),
        ("赵平", "领导", "供电", "120"),
    ]
    assert preview.bad == ()


@pytest.mark.parametrize(
    "text",
    [
        "姓名,单位,联系电话,\n,,办公,手机\n王强,供电,95598,110\n",
        "序号,姓名,单位,联系方式,,备注\n,,,座机,手机,\n1,王强,供电,95598,110,\n",
    ],
)
def test_kinds_of_numbers_under_one_heading(text: str) -> None:
    assert people(looked_at(text)) == [("王强", "", "供电", "95598、110")]


@pytest.mark.parametrize(
    "text",
    [
        "姓名,电话,,姓名,电话\n王强,110,,李敏,119\n赵平,120,,,\n",
        "序号,姓名,电话,序号,姓名,电话\n1,王强,110,3,李敏,119\n2,赵平,120,,,\n",
        "姓名,电话,姓名,电话\n王强,110,李敏,119\n赵平,120\n",
    ],
)
def test_two_lists_side_by_side(text: str) -> None:
    preview = looked_at(text)
    assert people(preview) == [
        ("王强", "", "", "110"),
        ("李敏", "", "", "119"),
        ("赵平", "", "", "120"),
    ]
    assert preview.bad == ()


def test_two_lists_side_by_side_each_with_its_unit() -> None:
    preview = looked_at(
        "单位,姓名,电话,单位,姓名,电话\n供电,王强,110,供水,李敏,119\n,赵平,120,,,\n"
    )
    assert people(preview) == [
        ("王强", "", "供电", "110"),
        ("李敏", "", "供水", "119"),
        ("赵平", "", "供电", "120"),
    ]


def test_units_over_two_lists_side_by_side() -> None:
    preview = looked_at("市应急局,,市公安局,\n姓名,电话,姓名,电话\n王强,110,李敏,119\n")
    assert people(preview) == [("王强", "", "市应急局", "110"), ("李敏", "", "市公安局", "119")]


def test_one_list_under_another() -> None:
    preview = looked_at("姓名,电话\n王强,110\n\n单位,联络员,手机\n供电,李敏,119\n")
    assert people(preview) == [("王强", "", "", "110"), ("李敏", "联络员", "供电", "119")]


def test_headings_on_each_page_are_no_people() -> None:
    preview = looked_at("单位,负责人,电话\n供电,王强,110\n单位,负责人,电话\n供水,李敏,119\n")
    assert (len(preview.new), preview.bad, preview.repeated) == (2, (), (3,))


WHO = "单位,负责人,联系人,电话\n供电,王强,李敏,110\n"


def test_who_is_meant_is_asked_where_one_number_stands_beside_two_names() -> None:
    preview = looked_at(WHO)
    assert preview.new == ()
    (question,) = preview.questions
    assert (question.rows, question.key) == ((2,), "columns:0")
    assert [code for code, _words in question.choices] == [
        "only:0",
        "only:1",
        "all:0",
        "all:1",
        "all:",
    ]
    assert "只读“负责人”（第 2 列）一列" in dict(question.choices).values()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("only:0", [("王强", "负责人", "供电", "110")]),
        ("only:1", [("李敏", "", "供电", "110")]),
        ("all:0", [("王强", "负责人", "供电", "110"), ("李敏", "", "供电")]),
        ("all:1", [("王强", "负责人", "供电"), ("李敏", "", "供电", "110")]),
        ("all:", [("王强", "负责人", "供电", "110"), ("李敏", "", "供电", "110")]),
    ],
)
def test_the_column_that_the_officer_chose(code: str, expected: list[Told]) -> None:
    preview = looked_at(WHO, columns__0=code)
    assert people(preview) == expected
    assert preview.waiting == ()


def test_two_columns_of_plain_names_are_asked_about() -> None:
    preview = looked_at("姓名,名字\n王强,王强\n")
    assert [question.rows for question in preview.waiting] == [(2,)]


def test_a_contact_that_is_all_numbers_is_a_number() -> None:
    assert people(looked_at("Name,Contact\n王强,13800000000\n")) == [
        ("王强", "", "", "13800000000")
    ]
    assert [row.form.name for row in looked_at("姓名,电话\n110,119\n").new] == ["110"]


# Duty tables


def test_a_duty_table_gives_people_with_their_days() -> None:
    preview = looked_at(
        "日期,星期,带班领导,值班员\n7月1日,周三,王强,李敏\n7月2日,周四,赵平,李敏\n7月3日,周五,王强,李敏\n"
    )
    assert people(preview) == [
        ("王强", "", "", "", "7月1日 周三 带班领导、7月3日 周五 带班领导"),
        ("李敏", "", "", "", "7月1日 周三 值班员、7月2日 周四 值班员、7月3日 周五 值班员"),
        ("赵平", "", "", "", "7月2日 周四 带班领导"),
    ]
    assert [(row.number, row.also) for row in preview.new] == [(2, (4,)), (2, (3, 4)), (3, ())]
    assert preview.bad == ()


def test_a_day_merged_over_shifts_and_numbers_beside_names() -> None:
    preview = looked_at("日期,班次,值班员,电话\n7月1日,白班,王强 13800000000,\n,夜班,李敏,119\n")
    assert people(preview) == [
        ("王强", "", "", "13800000000", "7月1日 白班 值班员"),
        ("李敏", "", "", "119", "7月1日 夜班 值班员"),
    ]


@pytest.mark.parametrize(
    ("head", "hours"),
    [
        ("日期,白班,夜班", ["7月1日 白班", "7月1日 夜班"]),
        ("日期,带班,值班", ["7月1日 带班", "7月1日 值班"]),
        ("日期,带班领导,司机", ["7月1日 带班领导", "7月1日 司机"]),
        (
            "日期,值班人员（白班）,值班人员（夜班）",
            ["7月1日 值班人员（白班）", "7月1日 值班人员（夜班）"],
        ),
    ],
)
def test_whatever_holds_names_in_a_duty_table_is_a_column_of_people(
    head: str, hours: list[str]
) -> None:
    preview = looked_at(f"{head}\n7月1日,王强,李敏\n")
    assert [(row.form.name, row.form.hours) for row in preview.new] == [
        ("王强", hours[0]),
        ("李敏", hours[1]),
    ]


# Units


@pytest.mark.parametrize("head", ["单位,姓名,电话", "企业名称,姓名,电话", "部门,姓名,电话"])
def test_a_unit_that_stands_once_reaches_down_and_is_said(head: str) -> None:
    preview = looked_at(f"{head}\n供电,王强,110\n,李敏,119\n供水,赵平,120\n/,钱七,121\n,孙八,122\n")
    assert [row.form.org for row in preview.new] == ["供电", "供电", "供水", "", ""]
    column = head.partition(",")[0]
    assert doubts(preview) == [f"3 {column}：空着，当作和上面是合并的格，照填“供电”。"]


def test_a_merged_unit_of_a_workbook_reaches_every_row_and_a_blank_one_stays_blank() -> None:
    rows: list[list[object]] = [["单位", "姓名"], ["供电", "王强"], [None, "李敏"], [None, "赵平"]]
    preview = preview_of(
        read_sheet("a.xlsx", workbook(*rows, merged=["A2:A3"])), "a.xlsx", {}, ORGS
    )
    assert [row.form.org for row in preview.new] == ["供电", "供电", ""]
    preview = preview_of(read_sheet("a.xlsx", workbook(*rows)), "a.xlsx", {}, ORGS)
    assert [row.form.org for row in preview.new] == ["供电", "供电", "供电"]
    assert len(preview.doubts) == 2


def test_a_unit_in_two_columns_is_named_in_one() -> None:
    (row,) = looked_at("区县,单位名称,联系人\n渝中区,应急局,王强\n").new
    assert row.form.org == "渝中区应急局"


def test_as_above_is_as_above() -> None:
    preview = looked_at("姓名,单位,电话\n王强,供电,110\n李敏,同上,〃\n")
    assert people(preview)[1] == ("李敏", "", "供电", "110")
    assert len(preview.doubts) == 2


def test_a_department_is_merged_within_its_unit_only() -> None:
    preview = looked_at("单位,部门,姓名\n供电,调度,王强\n,,李敏\n供水,,赵平\n")
    assert [(row.form.org, row.form.post) for row in preview.new] == [
        ("供电", "调度"),
        ("供电", "调度"),
        ("供水", ""),
    ]


def test_a_subtitle_is_no_person_but_the_unit_of_those_below() -> None:
    preview = looked_at("姓名,电话\n一、市应急局\n王强,110\n市公安局：\n李敏,119\n")
    assert people(preview) == [("王强", "", "市应急局", "110"), ("李敏", "", "市公安局", "119")]
    assert [row.number for row in preview.bad] == [2, 4]


@pytest.mark.parametrize(
    "head", ["名称,电话", "单位,值班电话", "单位名称,联系电话", "名称,地址,电话"]
)
def test_organisations_without_people_give_their_number(head: str) -> None:
    cells = ["供电", "某路", "95598"] if "地址" in head else ["供电", "95598"]
    preview = looked_at(f"{head}\n{','.join(cells)}\n,120\n")
    assert people(preview) == [("单位电话", "", "供电", "95598")]
    assert [row.reason[:6] for row in preview.bad] == ["没有单位名称"]


def test_a_name_of_a_unit_beside_people_is_the_unit() -> None:
    assert people(looked_at("名称,联系人,电话\n供电,王强,110\n")) == [("王强", "", "供电", "110")]
    assert people(looked_at("名称,职务,电话\n王强,科长,110\n")) == [("王强", "科长", "", "110")]


# Numbers


@pytest.mark.parametrize(
    ("cell", "phones", "note"),
    [
        ("63765110（24小时）", "63765110", "63765110（24小时）"),
        ("3楼 63765110", "63765110", "63765110（3楼）"),
        ("13800000000(微信同号)", "13800000000", "13800000000（微信同号）"),
        ("（传真）63765110", "63765110", "63765110（传真）"),
        ("办63765110 宅67891234", "63765110、67891234", "63765110（办） 67891234（宅）"),
        ("63765110办/67891234宅", "63765110、67891234", "63765110（办） 67891234（宅）"),
        ("手机：13800000000", "13800000000", "13800000000（手机）"),
        ("无", "", ""),
        ("/", "", ""),
        ("——", "", ""),
        ("—", "", ""),
        ("-", "", ""),
        ("暂无", "", ""),
        ("13800000000/无", "13800000000", ""),
        ("保密", "", "保密"),
        ('"=""13800000001"""', "13800000001", ""),
        ("'13800000002", "13800000002", ""),
        ("‘13800000002", "13800000002", ""),
        ("63765110转801", "63765110转801", ""),
        ("63765110（转801）", "63765110转801", ""),
        ("（023）63765110", "(023)63765110", ""),
        ("13800000000.0", "13800000000", ""),
        ("4008001234", "4008001234", ""),
    ],
)
def test_a_cell_of_numbers(cell: str, phones: str, note: str) -> None:
    (row,) = looked_at(f"姓名,电话\n王强,{cell}\n").new
    assert (row.form.phones, row.form.note) == (phones, note)


@pytest.mark.parametrize("cell", ["1.38E+10", "138O0000000", "12", "abc"])
def test_what_is_no_number_stays_refused(cell: str) -> None:
    preview = looked_at(f"姓名,电话\n王强,{cell}\n")
    assert [(row.number, row.reason[:2]) for row in preview.bad] == [(2, "号码")]


ZERO = "姓名,电话\n王强,2367891234\n李敏,8311234567\n"


def test_a_lost_zero_is_asked_about() -> None:
    preview = looked_at(ZERO)
    assert preview.new == ()
    assert [question.rows for question in preview.waiting] == [(2,), (3,)]
    assert preview.questions[0].words == "2367891234 的区号前面像是少了 0：是 023-67891234 吗？"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"zero": "restore"}, [("王强", "", "", "023-67891234"), ("李敏", "", "", "0831-1234567")]),
        ({"zero:2:2367891234": "keep"}, [("王强", "", "", "2367891234")]),
        ({"zero": "drop"}, [("王强",), ("李敏",)]),
    ],
)
def test_the_number_that_the_officer_meant(answers: dict[str, str], expected: list[Told]) -> None:
    preview = preview_of(read_sheet("a.csv", ZERO.encode()), "a.csv", {}, ORGS, answers)
    assert people(preview) == expected


# Several people in a cell


@pytest.mark.parametrize(
    "row",
    [
        '"王强\n李敏","110\n119"',
        "王强、李敏,110、119",
        "王强/李敏,110/119",
        "王强 李敏,110 119",
        "王强和李敏,110；119",
        "王强、李敏,王强110 李敏119",
    ],
)
def test_two_people_in_a_cell_with_a_number_each(row: str) -> None:
    preview = looked_at(f"姓名,电话\n{row}\n")
    assert people(preview) == [("王强", "", "", "110"), ("李敏", "", "", "119")]
    assert doubts(preview) == ["2 姓名：一格里有 2 人，分成 王强、李敏。"]


def test_two_people_with_numbers_beside_their_names_and_a_post_each() -> None:
    preview = looked_at('姓名,职务\n"王强13800000000\n李敏13900000000","科长\n队长"\n')
    assert people(preview) == [
        ("王强", "科长", "", "13800000000"),
        ("李敏", "队长", "", "13900000000"),
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("all", [("王强", "", "", "110"), ("李敏", "", "", "110")]),
        ("of:1", [("王强",), ("李敏", "", "", "110")]),
        ("one", [("王强、李敏", "", "", "110")]),
    ],
)
def test_whose_a_number_is_is_asked(code: str, expected: list[Told]) -> None:
    text = "姓名,电话\n王强、李敏,110\n"
    assert looked_at(text).new == ()
    assert people(looked_at(text, people=code)) == expected


def test_a_name_and_a_post_in_one_cell_are_asked_about() -> None:
    (question,) = looked_at("姓名,电话\n王强/局长,110\n").waiting
    assert question.words == "“王强、局长”是几个人？"


@pytest.mark.parametrize(
    "name", ["王 强", "欧阳 建国", "陈和平", "王强（二科）", "John Smith", "A/B"]
)
def test_one_person_is_not_taken_apart(name: str) -> None:
    assert len(looked_at(f"姓名,电话\n{name},110\n").new) == 1


# No people


@pytest.mark.parametrize(
    "row",
    [
        *[
            "合计,,4人",
            "合计,4人,",
            ",共4人,",
            "小计,2,",
            ",合计：4人,",
            "总计",
            ",小 计,",
            "共 4 人,,",
        ],
        *[",填表人：王强,", "填表人：王强,,审核人：李敏", "注：以上人员24小时开机"],
    ],
)
@pytest.mark.parametrize("head", ["单位,姓名,电话", "姓名,单位,电话", "序号,姓名,电话"])
def test_totals_and_notes_below_are_no_people(head: str, row: str) -> None:
    preview = looked_at(f"{head}\n供电,王强,110\n{row}\n")
    assert [row.number for row in preview.new] in ([2], [])
    assert 3 in [row.number for row in preview.bad]
    assert 3 not in [row.number for row in preview.new]


def test_a_whole_row_in_a_cell_is_refused() -> None:
    preview = looked_at("姓名,电话\n王强，市公安局，13800000000,\n")
    assert [row.reason[:6] for row in preview.bad] == ["姓名一格里挤"]


def test_nobody_beside_somebody_is_no_loss_but_a_number_of_nobody_is_told() -> None:
    preview = looked_at("单位,负责人,电话,安全员,电话\n供电,王强,110,/,\n供水,李敏,119,,120\n")
    assert [row.form.name for row in preview.new] == ["王强", "李敏"]
    assert [(row.number, row.reason[:4]) for row in preview.bad] == [(3, "没有姓名")]


def test_who_has_two_parts_in_a_row_is_one_person() -> None:
    preview = looked_at("单位,负责人,电话,安全员,电话\n供电,王强,110,王强,120\n")
    assert people(preview) == [("王强", "负责人、安全员", "供电", "110、120")]


# Sheets


def test_the_list_behind_the_explanations_is_found() -> None:
    data = workbook(["填表说明"], ["1. 姓名须填全名"], 名单=[["姓名", "电话"], ["王强", 110]])
    preview = preview_of(read_sheet("a.xlsx", data), "a.xlsx", {}, ORGS)
    assert people(preview) == [("王强", "", "", "110")]
    assert (preview.questions, preview.remarks) == ((), ("只读了工作表“名单”，没有读：Sheet。",))


def test_another_list_is_offered_and_an_example_is_not_preferred() -> None:
    head = ["姓名", "电话"]
    data = workbook(
        填写示例=[head, ["张三", 110]], 甲=[head, ["王强", 110]], 乙=[head, ["李敏", 119]]
    )
    sheet = read_sheet("a.xlsx", data)
    preview = preview_of(sheet, "a.xlsx", {}, ORGS)
    assert people(preview) == [("王强", "", "", "110")]
    (question,) = preview.questions
    assert [code for code, _words in question.choices] == ["填写示例", "甲", "乙"]
    assert preview.waiting == ()
    assert people(preview_of(sheet, "a.xlsx", {}, ORGS, {"sheet": "乙"})) == [
        ("李敏", "", "", "119")
    ]


def test_no_list_at_all_is_said() -> None:
    with pytest.raises(BadInput, match="没有“姓名”一列"):
        looked_at("王强,主任,13800000000\n")


# Nothing is lost


def accounted(preview: ImportPreview) -> set[int]:
    """The rows of which the preview says what becomes of them."""
    taken = [
        number for row in (*preview.new, *preview.changes) for number in (row.number, *row.also)
    ]
    asked = [number for question in preview.waiting for number in question.rows]
    bad = [row.number for row in preview.bad]
    return {*taken, *asked, *bad, *preview.known, *preview.repeated}


NAMES = [
    "王强",
    "李敏",
    "王强、李敏",
    "王强/局长",
    "无",
    "",
    "合计",
    "4人",
    "王强13800000000",
    "市公安局",
]
NUMBERS = [
    "110",
    "2367891234",
    "无",
    "138O",
    "110（传真）",
    "110、119",
    "",
    "1.38E+10",
    "〃",
    "保密",
]
HEADS = ["姓名,单位,电话", "单位,负责人,联系人,电话", "日期,带班领导,值班员", "名称,电话"]
HEADS += [
    "姓名,电话,姓名,电话",
    ",领导,,联络员,\n单位,姓名,电话,姓名,电话",
    "单位,负责人,电话,安全员,电话",
]
cells = st.sampled_from([*NAMES, *NUMBERS, "供电", "同上", "7月1日"]) | st.text(
    "王强、/ 1（转", max_size=6
)
rows = st.lists(st.lists(cells, min_size=1, max_size=6), max_size=8)


@given(head=st.sampled_from(HEADS), rows=rows)
@settings(deadline=None, max_examples=300)
def test_no_row_is_lost(head: str, rows: list[list[str]]) -> None:
    text = "\n".join([head, *(",".join(row) for row in rows)])
    sheet = read_sheet("a.csv", text.encode())
    preview = preview_of(sheet, "a.csv", {}, ORGS)
    first = 2 + head.count("\n")
    assert accounted(preview) >= {row.number for row in sheet.rows if row.number >= first}
    assert all(row.reason for row in preview.bad)


@given(head=st.sampled_from(HEADS), rows=rows, data=st.data())
@settings(deadline=None, max_examples=100)
def test_whatever_is_answered_no_row_is_lost(
    head: str, rows: list[list[str]], data: st.DataObject
) -> None:
    text = "\n".join([head, *(",".join(row) for row in rows)])
    sheet = read_sheet("a.csv", text.encode())
    answers: dict[str, str] = {}
    preview = preview_of(sheet, "a.csv", {}, ORGS, answers)
    for _turn in range(40):
        if not preview.waiting:
            break
        question = data.draw(st.sampled_from(preview.waiting))
        answers[question.key] = data.draw(st.sampled_from(question.choices))[0]
        preview = preview_of(sheet, "a.csv", {}, ORGS, answers)
    assert preview.waiting == ()
    first = 2 + head.count("\n")
    assert accounted(preview) >= {row.number for row in sheet.rows if row.number >= first}
