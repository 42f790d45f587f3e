"""What the columns of a register of equipment are called, as districts and companies write them."""

from collections.abc import Sequence

from cqcmd.patterns import regex
from cqcmd.text import half_width

_USUAL = {
    "code": "设备代码 设备注册代码 注册代码 代码 特种设备代码",
    "certificate": "使用登记证 使用登记证编号 使用登记证号 使用登记证号码 登记证编号 登记证号 "
    "使用证编号 使用证号 使用登记编号",
    "rescue_code": "96333救援识别码 救援识别码 96333识别码 96333编号 96333编码 96333码 96333 "
    "电梯救援识别码 电梯识别码 电梯应急救援识别码 应急救援识别码 救援编号 识别码",
    "safety_code": "安全码 特种设备安全码 设备安全码 电梯安全码",
    "kind": "品种 设备品种 设备种类 种类 设备类别 类别 设备类型 类型",
    "name": "设备名称 名称 内部编号 单位内部编号 使用编号 梯号 电梯编号",
    "unit": "单位 单位名称 使用单位 使用单位名称 使用管理单位 使用者 使用人",
    "district": "区县 所在区县 所属区县 使用区县 行政区划 所在区域 辖区",
    "address": "地址 单位地址 使用单位地址 详细地址",
    "place": "使用地点 设备地点 设备使用地点 安装地点 安装位置 所在位置 设备地址 设备所在地 "
    "设备所在地点 使用地址 使用场所 位置 地点",
    "capacity": "容量 额定容量 参数 主要参数 技术参数 设备参数 额定载荷 额定载重量 额定功率",
    "phones": "联系电话 单位电话 使用单位电话 使用单位联系电话 电话 手机 安全管理员电话 "
    "安全管理人员电话 管理人员电话",
    "maintainer": "维保单位 维护保养单位 维保公司 维保单位名称 维护保养单位名称 维保单位和电话 "
    "维保单位及电话 维保单位电话号码",
    "maintainer_phones": "维保电话 维保单位电话 维保单位联系电话 维保联系电话 维保人员电话 "
    "维护保养单位电话 维保负责人电话 维保24小时电话 维保值班电话 维保应急电话",
    "inspected_until": "检验有效期 检验有效期至 检验有效日期 有效期 有效期至 检验到期日 "
    "检验到期日期 下次检验日期 下次检验时间 下次定期检验日期 下检日期",
}
_FIELDS = {name: field for field, names in _USUAL.items() for name in names.split()}
_ASIDE = regex(r"\([^()]*\)|\[[^\[\]]*\]|[\s:*★]|必填|选填")

LEAST = 2
"""Columns that a row of headings names at least, one of them by which a row is known."""

KNOWN_BY = {"code", "certificate", "rescue_code", "safety_code", "unit"}


def field_named(heading: str) -> str:
    """Return what a column of that heading holds; empty where it is of no use here."""
    return _FIELDS.get(_ASIDE.sub("", half_width(heading)), "")


def columns_named(cells: Sequence[str]) -> dict[int, str]:
    """Return what each column of a row of headings holds; empty where the row is none.

    Of two columns for the same thing the first counts.
    """
    found: dict[int, str] = {}
    for column, cell in enumerate(cells):
        if (field := field_named(cell)) and field not in found.values():
            found[column] = field
    return found if len(found) >= LEAST and KNOWN_BY & set(found.values()) else {}
