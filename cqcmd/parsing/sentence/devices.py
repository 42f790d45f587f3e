"""The equipment a sentence speaks of: the first that something happened to."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.parsing.words.lexicon import equipment_names
from cqcmd.patterns import regex
from cqcmd.rules.rows import Equipment

_DISGUISED = regex(
    "[上下]行吊厢|厂车间|消防水罐车|水罐车|罐头|易拉罐|罐装|水罐|[自银平步]行车|行车[道记证速]"
    "|升降机构|管道工|锅炉工|电梯工|葫芦岛|糖葫芦|自行车"
)
_BESIDE = regex("(?:旁边?|隔壁|对面|附近|边上|间外|口)(?!的?(?:电梯|客梯|货梯|扶梯))|旁")
_IN_A_NAME = regex(
    "(?:设备|工程|检验|维保|安装|制造|配件|机械)?(?:有限|股份)?(?:公司|集团"
    "|厂(?!区)|专卖|协会|研究|学校|培训|检测站|检验站|充装站|经营部|门市)"
)
_NOT = regex("(?:排除|不是|并非|并不是|非|不属于|没有|没得|跟|与|和)[^,;. ]{0,3}$")

_PARTS = frozenset(("轿厢", "轿箱", "梯厢", "吊厢", "罐体", "管廊", "吊臂", "吊钩", "吊具"))


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
        self._codes = {
            word: row.code
            for row in rows
            for word in (row.name, row.short, *row.words)
            # 其他人, 其他舱: the everyday word says nothing of equipment.
            if word != "其他"
        }
        for word, said in equipment_names().items():
            if code := self._codes.get(word):
                self._codes = dict.fromkeys(said, code) | self._codes
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
        # 缆车的轿厢, 摩天轮的轿厢: a word for a part names the kind only where nothing else does.
        if len(kinds) > 1:
            kinds = {
                code: one for code, one in kinds.items() if text[one.start : one.end] not in _PARTS
            } or kinds
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
