"""Who somebody is, as callers say it: his post or whom he calls for, and his name."""

import re

from cqcmd.parsing.words.lexicon import caller_words, classes, surnames

HAN = "\u4e00-\u9fff"
_COMPOUND = "欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|尉迟"
_ADDRESS = (
    "先生|女士|师傅|经理|主任|科长|厂长|队长|站长|所长|书记|老师|警官|医生|同志|老板|师|工|总"
    "|姐|哥|嫂|叔|伯|婶|孃|嬢"
)
_NO_GIVEN_NAME = (
    "的了着在到被遭把将给让叫跟和与是有没不说讲称报打来去过会能要上下里内外也都就还很人某们等因后时"
    "处边面"
)
"""Letters that stand beside a name rather than in one."""


def any_of(*kinds: str) -> str:
    """Return a pattern of the words about who calls, of the kinds named; the longest first."""
    words = {word for kind in kinds for word in caller_words(kind)}
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def name_pattern() -> str:
    """Return how people are named: 李四, 小刘, 王建国, 张姐, 陈工, 王建国主任."""
    first = f"(?:{_COMPOUND}|[{surnames()}])"
    given = f"(?:(?:{_ADDRESS})|(?:(?![{_NO_GIVEN_NAME}])[{HAN}]){{1,2}}(?:{_ADDRESS})?)"
    return f"(?:[小老阿]{first}|{first}{given})"


def role_pattern() -> str:
    """Return how posts and bodies stand before a name: 保安队长, 消防的; no end of a unit's."""
    own = f"(?<![{HAN}])(?:{any_of('bodies')})"
    return f"(?:(?:{own}|{any_of('posts', 'callers', 'workers')})的?){{1,3}}"


def is_no_name(name: str) -> bool:
    """Tell whether what looks like a name is a word: 马上, 高压, 金属."""
    return name in classes() or name in caller_words("no_names")
