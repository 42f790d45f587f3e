"""登记簿 over a hundred thousand devices: a list taken in, and looked up letter by letter."""

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from bench.row import Row
from cqcmd.clock import SystemClock
from cqcmd.desk.devices.desk import DevicesDesk
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.files import write_sheet

MANY, OF_A_UNIT = 100_000, 5
SEED = 1
HEAD = (
    *("设备代码", "使用登记证编号", "96333救援识别码", "品种", "名称", "使用单位", "单位地址"),
    *("使用地点", "联系电话", "维保单位", "维保电话", "检验有效期至"),
)
PLACES = "长江 嘉陵 渝州 大江 重庆 两江 金山 银河 曾家 单家 华龙 万盛 观音桥 沙坪 龙湖"
TRADES = "化工 机械 物业 商贸 酒店 医院 纺织 食品 制药 能源 建材 置业 百货 钢铁"
KINDS = "曳引驱动乘客电梯 承压蒸汽锅炉 桥式起重机 叉车"
TYPED = "cjhg", "changjianghuagong", "重庆市长江化工第7", "500123", "3110000000", "人民路 电梯"
"""Lines that an officer types."""


def rows() -> Iterator[Row]:
    """Rows 40 to 42: two files taken in, preview and all, then a key."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        for number, ending, budget in (("40", "csv", 20), ("40b", "xlsx", 45)):
            file, devices = _listed(Path(folder), ending), _desk(Path(folder) / ending)
            took, used = _taken_in(devices, file)
            yield Row(
                number=number,
                work=f"a list of {MANY:,} devices taken in from {ending}, looked over first",
                base="",
                measured=used,
                budget=budget,
                unit="s",
                figures=f"{took:.1f} s by the clock",
            )
        yield _keys(devices)


def _desk(data: Path) -> DevicesDesk:
    return DevicesDesk(plan_in_force(), SystemClock(), data)


def _taken_in(devices: DevicesDesk, file: Path) -> tuple[float, float]:
    start, used = perf_counter(), process_time()
    devices.take_in(devices.preview_import(file))
    return perf_counter() - start, process_time() - used


def _keys(devices: DevicesDesk) -> Row:
    """Row 41: what is found for each letter of the lines, processor time."""
    devices.preload()
    took = sorted(_key(devices, line[:end]) for line in TYPED for end in range(1, len(line) + 1))
    return Row(
        number="41",
        work="a key in 登记簿 until it has found, 99 of 100",
        base="",
        measured=took[int(len(took) * 0.99) - 1] * 1e3,
        budget=33,
        limit=50,
        unit="ms",
        figures=f"p50 {median(took) * 1e3:.0f} ms, slowest {took[-1] * 1e3:.0f} ms",
    )


def _key(devices: DevicesDesk, typed: str) -> float:
    start = process_time()
    devices.find(typed)
    return process_time() - start


def _listed(folder: Path, ending: str) -> Path:
    file = folder / f"list.{ending}"
    file.write_bytes(write_sheet(file.name, [HEAD, *_rows()], "名册"))
    return file


def _rows() -> Iterator[Sequence[str]]:
    chance = random.Random(SEED)
    for number in range(MANY):
        place, trade = chance.choice(PLACES.split()), chance.choice(TRADES.split())
        if number % OF_A_UNIT == 0:
            unit = f"重庆市{place}{trade}第{number}有限责任公司"
        yield (
            f"3110{number:015d}7",
            f"梯11渝A{number:05d}(26)",
            f"{500_000 + number}",
            chance.choice(KINDS.split()),
            f"{chance.randrange(90)}号",
            unit,
            f"人民路{chance.randrange(999)}号",
            f"{chance.randrange(30)}号楼",
            f"023-6{chance.randrange(10**7):07d}",
            "迅达电梯",
            "023-67890000",
            "2026-12-31",
        )
