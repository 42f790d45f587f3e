"""The words of which headings of contact lists are made, as offices write them."""

from typing import Literal

from cqcmd.patterns import regex

Role = Literal[
    "name", "title", "post", "org", "department", "phones", "hours", "day", "note", "number", ""
]
"""What a column holds. ``title``: 名称, of a person or an organisation; ``number``: 序号."""

USUAL: dict[Role, str] = {
    "name": "姓名 名字 联系人 联络人 人员 值班人员 成员 name fullname contact contactname "
    "contactperson person",
    "title": "名称",
    "post": "职务 岗位 职位 职责 职务岗位 岗位职务 职称 职务职称 职务职级 title position post job "
    "jobtitle role",
    "org": "单位 组织 机构 单位名称 工作单位 所在单位 所属单位 单位部门 企业 公司 区县 街道 乡镇 "
    "镇街 社区 村社 学校 医院 小区 成员单位 值班室 队伍 救援队伍 company "
    "organization organisation unit employer",
    "department": "部门 科室 处室 内设机构 所属部门 部门科室 组别 分组 小组 工作组 department dept",
    "hours": "值班时间 值班 值班安排 值班时段 在岗时间 时间 时段 hours",
    "day": "日期 值班日期 值班日 星期 周几 班次 date day weekday shift",
    "note": "备注 说明 附注 其他 remark remarks note notes comment comments",
    "number": "序号 编号 no id",
}
PHONE = (
    "手机号码",
    "手机号",
    "电话",
    "手机",
    "号码",
    "座机",
    "固话",
    "联系方式",
    "联系方法",
    "热线",
    "传真",
    "小号",
    "短号",
)
PHONE_IN_LATIN = ("phone", "tel", "mobile", "cell", "fax", "hotline", "contactno", "contactnumber")
# How headings end that mean a person's name.
PERSON = regex(
    r".*(?:[^总数]人|人员|[^满]员|领导|代表|法人|责任者|专家|主管|带班|值守|值班长|书记|主任|总监"
    r"|指挥|组长|队长|局长|科长|处长|所长|站长|厂长|校长|院长|镇长|班长|部长|会长|经理|主席)"
)
ORGANISATION = regex(
    r".*(?:单位|公司|企业|机构|(?:单位|公司|企业|机构|学校|医院|队伍|社区|街道|部门|场所|项目)名称)"
)
LONGEST, LONGEST_IN_LATIN = 12, 20
"""The most characters of a heading; what is longer explains something."""

ORDINAL = regex(
    r"^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．])\s*"
)
UNIT = regex(
    r"[^、，,；;\d]*(?:局|委|办|公司|中心|单位|大队|支队|总队|政府|街道|镇|乡|科|处|室|组|部|院|所|站|集团|厂|校)"
)

ROLES = {name: role for role, names in USUAL.items() for name in names.split()}
ASIDE = regex(r"\([^)]*\)|[\s:*/·\\._-]+")
LATIN = regex(r"[a-z]+")
NAME_AND_NUMBER = regex(
    r".*(?:名|人|员|领导)[\s/\\、,]*(?:及其?|和|与|/|、|,|&|\+)[\s/]*[^人员名]*"
)
# What says of which kind a number is, and of nobody whose it is.
KIND = regex(
    r"联系|办公室?|办|宅电?|内线|外线|短线|移动|固定|值班室?|单位|应急|常用|备用|家庭|住宅|私人|工作|24小时|本人|号|或|及|和|\d"
)
# Called so, a person may be anything.
PLAIN = frozenset(
    [
        "联系人",
        "联络人",
        "人员",
        "成员",
        "员工",
        "职工",
        "组员",
        "队员",
        "值班人员",
    ]
)
