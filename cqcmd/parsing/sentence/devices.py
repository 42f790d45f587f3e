"""The equipment a sentence speaks of: the first that something happened to."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.rules.rows import Equipment

SPOKEN = {
    "锅炉": "炉子爆管 锅炉房 水管炉 汽锅 电锅炉 蒸汽发生器",
    "压力容器": "蒸压釜 聚合釜 高压釜 合成釜 反应釜 水解釜 硫化釜 染色釜 釜 蒸球 氨罐 氯罐 气罐 罐子 储气罐 压力罐 缓冲罐 分离罐 槽车 槽罐车 罐车 罐体 储槽 煤气瓶"
    " 液化气瓶 液化石油气瓶 液化气罐 石油气罐 天然气瓶 车用气瓶 氢气瓶 氮气瓶 氩气瓶 二氧化碳瓶 氯气瓶 氧气罐 热压罐 罐 合成塔 气包 分汽缸 蒸锅 消毒柜 杀菌锅 杀菌釜 蒸煮锅 液氨储槽 氯瓶 氨瓶 煤气坛 煤气坛子"
    " 液化气坛子 气坛 气坛子 瓶组 换热器 压力锅炉 夹层锅 硫化罐 储液器 氧舱 高压氧舱 空压机罐 空压罐 蒸发器 冷凝器 硫化机 瓦斯罐",
    "压力管道": "氨管道 氯气管道 硫化氢管道 蒸汽管 蒸汽管线 燃气管 燃气管线 天然气管 煤气管 煤气管道 输气管 输油管 氨管 氯管 热力管 热力管网 管线 管廊 压力管 氯气管子 氨气管子 燃气管子 天然气管子 蒸汽管子 煤气管子 气管子 氢气管 氧气管 工艺管线",
    "电梯": "电梯 扶梯 电扶梯 手扶电梯 直梯 观光梯 病床梯 医梯 消防梯 客梯 货梯 杂物梯 传菜梯 餐梯 号梯 梯厢 轿箱 井道 电梯井 自动步道",
    "起重机械": "吊机 门吊 龙门吊 门机 塔吊 浮吊 正面吊 行吊 天吊 航吊 航车 汽吊 随车吊 架桥机 施工电梯 施工升降机 人货梯 人货电梯 物料提升机 升降机 卷扬机 桥吊 岸吊 轨道吊 轮胎吊 葫芦 电动葫芦 悬臂吊 天车 行车 单梁吊 双梁吊 缆机 提升机 起升钢丝绳 吊钩 起重臂 吊具 吊臂 塔臂 立体车库 机械车库 升降横移",
    "客运索道": "缆车 索道 吊厢 过江缆车 高空缆车 轿厢索道 拖牵",
    "大型游乐设施": "大摆锤 过山车 云霄飞车 摩天轮 跳楼机 海盗船 旋转飞椅 飞椅 激流勇进 空中飞人 自由落体 碰碰车 旋转木马 滑索 溜索 蹦极 飞天转椅 转椅 秋千 高空秋千 悬崖秋千 飞天转盘 大转盘 飞毯 太空梭 急流勇进 滑道 管轨滑道 水上滑梯 旱滑 转马 小火车 空中自行车 自控飞机 天空之环 天幕飞椅 游乐 游艺 游乐项目 摇头飞椅 滑翔飞翼 翻滚列车 玻璃滑道 玻璃水滑道 空中飞索 弹射塔 观览车 峡谷漂流 双人飞天 狂呼",
    "场（厂）内专用机动车辆": "叉车 铲车 观光车 电瓶观光车 观光列车 堆高车 堆高机 搬运车 电动叉车 景区观光车 观光电瓶车 游览车 电瓶车侧翻 牵引车 场内车辆 厂内车辆",
}  # fmt: skip
"""How callers name equipment, by the plan's own name of its kind."""

_DISGUISED = re.compile(
    "厂车间|消防水罐车|水罐车|罐头|易拉罐|罐装|水罐|[自银平步]行车|行车[道记证速]|升降机构|管道工|锅炉工|电梯工|葫芦岛|糖葫芦|自行车"
)
_BESIDE = re.compile("(?:旁边?|隔壁|对面|附近|边上|间外|口)(?!的?(?:电梯|客梯|货梯|扶梯))|旁")
_IN_A_NAME = re.compile(
    "(?:设备|工程|检验|维保|安装|制造|配件|机械)?(?:有限|股份)?(?:公司|集团|厂(?!区)|专卖|协会|研究|学校|培训|检测站|检验站|充装站|经营部|门市)"
)
_NOT = re.compile("(?:排除|不是|并非|并不是|非|不属于|没有|没得|跟|与|和)[^,;. ]{0,3}$")


class Device(Struct, frozen=True):
    """A kind of equipment as it was named; a weak one stands in a name, beside, or is denied."""

    code: str
    start: int
    end: int
    weak: bool = False


class DeviceWords:
    """The words for a plan's equipment, found in a line."""

    def __init__(self, rows: Iterable[Equipment]) -> None:
        rows = tuple(rows)
        self._codes = {word: row.code for row in rows for word in (row.name, row.short, *row.words)}
        for word, said in SPOKEN.items():
            if code := self._codes.get(word):
                self._codes = dict.fromkeys(said.split(), code) | self._codes
        # 施工升降机 is a crane though 升降梯 is a lift: the longest word decides.
        longest = sorted(filter(None, self._codes), key=len, reverse=True)
        firsts = "".join(sorted({re.escape(word[0]) for word in longest}))
        words = "|".join(map(re.escape, longest))
        self._pattern = re.compile(f"(?=[{firsts}])(?:{words})" if longest else "(?!)")

    @property
    def words(self) -> Iterable[str]:
        """Every word for equipment."""
        return filter(None, self._codes)

    def find(self, text: str) -> tuple[Device, ...]:
        """Return every kind named, each once, those that are meant before weak ones."""
        kinds: dict[str, Device] = {}
        for device in self._all(_DISGUISED.sub(lambda hit: "\0" * len(hit[0]), text)):
            known = kinds.get(device.code)
            if known is None or (known.weak and not device.weak):
                kinds[device.code] = device
        return tuple(sorted(kinds.values(), key=lambda one: (one.weak, one.start)))

    def _all(self, text: str) -> Iterator[Device]:
        for hit in self._pattern.finditer(text):
            after = text[hit.end() : hit.end() + 12]
            before = text[max(hit.start() - 6, 0) : hit.start()]
            weak = bool(_BESIDE.match(after) or _IN_A_NAME.match(after) or _NOT.search(before))
            yield Device(self._codes[hit[0]], hit.start(), hit.end(), weak)


def asks_which(devices: tuple[Device, ...]) -> str:
    """Return the question to ask where the sentence names several kinds, or only in a name."""
    strong = [device for device in devices if not device.weak]
    if len(strong) > 1:
        return _("提到了几种设备，请核对是哪一种。")
    return "" if strong else _("设备只在名称里出现，请核对。")
