"""What a number counts: people, things, or nothing at all because it is a name."""

import re
from decimal import Decimal

from cqcmd.errors import BadInput
from cqcmd.parsing.numbers import read_number
from cqcmd.patterns import regex

_HAN = "一二两三四五六七八九十"
PEOPLE_UNIT = regex(
    r"[ ]?(?:多|余)?(?:个人|人次|[几多来]?号人|人(?![民工行造车字次间份才])|名(?!称|字)|位(?!于"
    r"|置)|口人|具(?=[遗尸 ,;.]|$)|个(?!半|月|小时|多小时|钟头|多钟头))"
    r"(?:(?P<more>以上|多|余)|(?P<about>左右|上下))?"
)
_NAMED = (
    "多?月|多?小时|多?钟头|星期|礼拜|村|社区|小区|镇|乡|街道|区县|乡镇|县|区|厂"
    "|车间|班组|班|队|组|单位|部门|家庭"
    "|钢瓶|气瓶|煤气|液化气|氧气|乙炔|储罐|罐|瓶|桶|箱|吊厢|吊椅|车厢|座舱|舱|座位"
    "|座|房间|房|楼|层|门|窗|阀|法兰|接头|孔|洞|口子|点位|点"
    "|工地|项目|标段|电梯|货梯|客梯|扶梯|梯|设备|锅炉|炉|塔吊|吊车|叉车|车|消防站"
    "|消防|中队|大队|支队|站|泵|警|表|仓库|冷库|灭火|摊|铺|店|地方|位置|部位"
    "|疑似|不明|大字|问题|原因|方面|环节|阶段|管|压力|安全|螺|吊|钩|轿厢|按钮|轮"
    "|方向|人工|路口|街区|网格|楼栋|单元|门面|电话|视频|平方|立方|工作日|班次"
)
NOT_PEOPLE = regex(
    rf"[ ]?(?:个(?:[\u4e00-\u9fff]{{0,9}}的)?(?:{_NAMED})|(?:人|名|位)(?:中|里|当中"
    rf"|之中)(?=[^,;.]{{0,6}}[\d{_HAN}]))"
)
_MEASURES = (
    "多?(?:头(?=[猪牛羊驴骡鹿])|匹|羽|尾|窝|群|笼|车|辆|台|部(?!分)|栋|幢|户|楼|层|吨|米|千米|公里|千克|公斤|斤|岁|周|度"
    "|平方|立方|兆帕|兆瓦|千瓦|元|块|亩|家|起|次|条|根|只|支|张|节|截|段|座|间|件"
    "|套"
    "|处|所|项|批|组|班|艘|架|瓶|罐|桶|箱|袋|毫米|厘米|秒|倍|室|单元|期|线|路|梯|轮"
    "|级|股|圈|排|道|升(?![至到高降])|毫升|伏|号|届|代|型|匹|马力|孔|扇|枚|颗|滴|声"
    "|顿|趟|遍|回|番|步|团|片|块|堆|面|盘"
    "|分钟|分|小时|天|日|月|年|个月|周岁|时|点|栋楼|床|杯|挺|跨|蒸吨|国道|省道|高速"
    "|环|街|巷|村|社|组|大队|中队|支队|字|校区|厂|矿|井|坝|桥|站台|平米|平"
    "|K[Gg]|kg|Kg|KG|mm|cm|km|MPa|Mpa|MW|kW|KW|kV|KV|mg|m3|m2|m|t|L|ppm|bar|V|A|%|℃|·|[×xX*])"
)
MEASURE = regex(rf"[ ]?(?:{_MEASURES})")
IDENTIFIER = regex(
    r"(?:\d{1,4}-\d{1,4}-\d{1,4}|\d{1,3}-\d{3,5}|\d+[#＃号](?:附\d+(?:号|-\d+)?|楼"
    r"|梯|机|炉|门|线|库|厂|罐|塔|井|车间|锅炉|电梯|泵)?"
    r"|\d{1,3}[栋幢座](?:\d{1,2}单元)?(?:\d{1,2}[楼层])?(?:\d{3,4})?|\d{1,2}单元(?:\d{3,4})?"
    r"|(?:1(?:10|12|19|20|22)|12345|12350|96119|12365)(?![\d人名个位万千百])"
    r"|\d+(?:[×xX*]\d+)+|\d{1,2}·\d{1,2})",
    re.ASCII,
)
ATTACHED_TO = regex(
    r"(?:路|道|街|巷|栋|幢|号|附|室|楼|单元|线|码|电话|梯|编号|代码|型号"
    r"|[A-Za-z#×·/])[ :]?$|[A-Za-z]-?$"
)
_PAIR = "夫妻|夫妇|情侣|母子|母女|父子|父女|婆孙|祖孙|爷孙|兄弟|姐妹|恋人|老人|老夫妻|老夫妇|小情侣"
GROUP = regex(
    rf"(?P<men>[\d{_HAN}]{{1,3}})个?(?P<first>男|女|大"
    rf"|老)(?:的)?[ ,]?(?P<women>[\d{_HAN}]{{1,3}})个?(?P<second>女|男|小|少)(?:的"
    rf"|孩)?(?![\u4e00-\u9fff]?[路街])"
    rf"|一家(?P<family>[{_HAN}\d])口(?:人)?|(?P<kin>[两二三四五2345])(?:娘母|爷子"
    rf"|婆孙|姊妹|弟兄|父子|母子)|(?P<couple>一对(?:年轻|老|中年|小)?(?:{_PAIR})"
    rf"|(?:老|小)?两口子?|老两口)(?:两人|二人|俩)?",
    re.ASCII,
)
_SEXES = {("男", "女"), ("女", "男"), ("大", "小"), ("老", "小"), ("老", "少")}


def read_group(found: re.Match[str]) -> Decimal | None:
    """Return how many people a match of ``GROUP`` means."""
    if found["couple"]:
        return Decimal(2)
    try:
        if said := found["family"] or found["kin"]:
            return Decimal(read_number(said))
        if (found["first"], found["second"]) not in _SEXES:
            return None
        return Decimal(read_number(found["men"])) + Decimal(read_number(found["women"]))
    except BadInput:
        return None
