"""Reports to make documents of."""

from datetime import UTC, datetime

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.documents.report.body import compose
from cqcmd.documents.report.content import Element, Kind, PhoneReport, WrittenReport

NOW = datetime(2026, 7, 25, 6, 30, tzinfo=UTC)
PLAN = plan_in_force(None)
SAID = {
    "written.1.1": "2026年7月25日13时50分",
    "written.1.2": "渝中区化工路1号",
    "written.1.3": "长江化工有限公司，从业120人",
    "written.1.4": "压力容器",
    "written.2.1": "储罐检修时爆炸",
    "written.2.2": "罐区起火，正在转移下风向居民",
    "written.2.3": "死亡1人，重伤3人；可能死亡2人",
    "written.2.4": "500万元",
    "written.3.1": "初判为较大事故",
    "written.3.2": "正在调查",
    "written.4.1": "已启动III级应急响应；已完成现场封闭",
    "written.5.1": "李敏",
    "written.5.2": "13800000000",
    "phone.1": "7月25日13时50分",
    "phone.2": "渝中区化工路一号厂区内",
    "phone.3": "长江化工集团股份有限公司",
    "phone.4": "压力容器",
    "phone.5": "储罐爆炸，死亡1人，重伤3人",
    "phone.6": "李敏",
    "phone.7": "13800000000",
}


def elements(report: str = "written", **said: str) -> tuple[Element, ...]:
    """The plan's elements in its order; ``written_2_3="…"`` says one otherwise, ``""`` 待核."""
    words = SAID | {code.replace("_", "."): text for code, text in said.items()}
    return tuple(
        Element(
            row.code,
            f"({row.code.split('.')[1]})",
            row.name,
            words[row.code] or "待核",
            missing=not words[row.code],
        )
        for row in PLAN.contents
        if row.report == report
    )


ELEMENTS = elements()


def written(kind: Kind = "initial", **changes: object) -> WrittenReport:
    report = {
        "kind": kind,
        "serial": 1,
        "title": "关于渝中区长江化工有限公司储罐爆炸事故的报告（初报）",
        "to": ("渝中区人民政府", "市市场监管局"),
        "copies": ("市应急局",),
        "body": compose(ELEMENTS, kind),
        "sender": "渝中区市场监管局",
        "signer": "王强",
        "number": "渝中市监报〔2026〕12号",
        "made_at": NOW,
        "incident": "26-0001",
        "plan": "重庆市特种设备事故应急预案",
        "digest": "ab12cd34" * 8,
        "head": "0f1e2d3c" * 8,
    }
    return WrittenReport(**(report | changes))  # type: ignore[arg-type]


def phone(mark: str = "", **said: str) -> PhoneReport:
    return PhoneReport(
        to="渝中区人民政府",
        sender="渝中区市场监管局",
        elements=elements("phone", **said),
        mark=mark,
    )
