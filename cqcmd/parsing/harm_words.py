"""How people who call name harm to people: the words, as parts of patterns."""

from cqcmd.parsing.numbers import HAN, NUMERAL

FIELDS = {
    "deaths": (
        "死亡", "遇难", "身亡", "坠亡", "丧生", "罹难", "溺亡", "摔死", "砸死", "压死", "烧死",
        "死者", "死",
    ),
    "serious_injuries": ("重伤", "危重", "重症", "急性工业中毒", "急性中毒"),
    "light_injuries": ("轻微伤", "轻伤", "擦伤", "皮外伤"),
    "injuries_unclear": (
        "受伤", "烧伤", "烫伤", "灼伤", "砸伤", "压伤", "摔伤", "炸伤", "夹伤", "骨折", "中毒",
        "昏迷", "送医", "送院", "伤者", "伤员", "伤",
    ),
    "missing": ("失踪", "失联", "下落不明"),
    "trapped": ("被困", "被埋", "被压", "困人", "受困", "困", "关人"),
    "stranded": ("滞留", "悬停", "悬空"),
    "relocated": ("转移", "疏散", "撤离"),
    "harmed": ("伤亡", "死伤"),
}  # fmt: skip
"""The fact each word speaks of; ``harmed`` is deaths and injuries in one count."""

WORD_FIELD = {word: field for field, words in FIELDS.items() for word in words}
_SHORTHAND = {"重": "serious_injuries", "轻": "light_injuries"}
UNKNOWN_FATE = frozenset({"失联"})
"""Words that make a count possible only."""

# A pattern takes the first word that fits: 死亡 has to be tried before 死.
_LONGEST_FIRST = sorted(WORD_FIELD, key=len, reverse=True)
WORD_FIELD |= _SHORTHAND
_AFTER_COUNT = rf"(?<=[\d{HAN}人名])"
# 死 and 伤 alone also begin 伤情 or 死角, which are no counts of people.
_LABEL = "|".join(w + "(?![亡角情势机])" * (w in ("伤", "死")) for w in _LONGEST_FIRST)
_LABEL += rf"|{_AFTER_COUNT}[重轻](?=[ ,;()\d{HAN}]|$)"

WHO = (
    "作业人员|施工人员|操作人员|工作人员|维修人员|工人|员工|职工|群众|居民|村民|乘客|游客|住户|业主|学生"
    "|老人|小孩|儿童|女子|男子|行人|司机|驾驶员|操作工|维修工|焊工|保安|顾客|市民|路人|人员"
)
_HOW = (
    "当场|现场|已经|已|均|全部|都|不同程度|经抢救无效|抢救无效|不幸|被|在|受|遭|出现|紧急|仍|还|需要?|待"
    "|送医后|送医|轿厢|电梯|车厢|索道|缆车|高空|半空|空中|里面|里|内|上|正在|正"
)
DOUBT = "可能|疑似|怀疑|估计|预计|大约|约|近|最多|不足|不到|恐|或"
PLANNED = "拟|计划|准备|预计|正在?|需要?|待|即将"
_COUNT = rf"(?<![几数第\d.{HAN}])(?<!\d:)(?:{NUMERAL})(?:[-~至到](?:{NUMERAL}))?(?![-~:\d.])"
_UNIT = "(?:个人|[人名个位])"

_BEGINNINGS = f"{DOUBT}|{PLANNED}|有|造成|导致|致|至少|超|共|还|另|已|俩|仨".split("|")
FIRSTS = rf"(?=[\d{HAN}{''.join(sorted({word[0] for word in (*WORD_FIELD, *_BEGINNINGS)}))}])"
"""What a count or its word can begin with: elsewhere nothing else need be tried."""

COUNT_FIRST = (
    rf"(?P<doubt_a>{DOUBT})?(?:还|另)?(?:有|造成|导致|致)?(?:{DOUBT})?(?:至少|超过|超|共)?"
    rf"(?P<count_a>{_COUNT})(?P<more_a>余|多)?{_UNIT}?"
    rf"(?:以上|(?P<about_a>左右|上下))?(?P<gap_a>[ ]?)"
    rf"(?:{WHO}|{_HOW}|(?P<inner_a>{DOUBT})){{0,4}}(?P<label_a>{_LABEL})"
)
LABEL_FIRST = (
    rf"(?:已经|已)?(?P<doubt_b>{DOUBT}|{PLANNED})?(?P<label_b>{_LABEL})(?P<gap_b>[ :]?)"
    rf"(?:{WHO}|人数|了|者|周边|附近|共计?|达|为|有|在|半空|高空|空中|[ :]){{0,3}}"
    rf"(?P<inner_b>{DOUBT})?"
    rf"(?:至少|超过|超)?(?P<count_b>{_COUNT})(?P<more_b>余|多)?{_UNIT}?(?:以上|(?P<about_b>左右|上下))?"
)
COUNT_AHEAD = rf"{_COUNT}{_UNIT}?"
LABEL_AHEAD = rf"(?:{WHO}|{_HOW}){{0,4}}(?:{_LABEL})"
LABEL_WITHOUT_COUNT = rf"{LABEL_AHEAD}(?![ :]?(?:人数|了|者|达|为|共)?{_COUNT})"
"""The count before it may be its own: ``困人12人死亡``."""
NOBODY = (
    r"(?<![有是])(?P<weak>暂时?|目前|尚|现)?(?P<no>无|没有|没|未)"
    r"(?P<seen>造成|发现|出现|发生|接到)?有?(?:[一1]?人员?)?"
    r"(?P<harm>伤亡|死伤|死亡|受伤|重伤|轻伤|被困|失踪|失联)"
)
