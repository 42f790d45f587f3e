"""The page itself: a table a chapter, a line a sentence."""

from collections.abc import Iterator
from itertools import groupby

from cqcmd.rules.plan import Plan
from tools.clauses.homes import Homes, Rule, key_words, screen_words
from tools.clauses.sentences import SERVICES, Sentence

NOWHERE = "尚无"
"""What stands where a sentence has no home yet."""

READ_ONLY = "只读"

ONLY_SHOWN = "—"
"""Of a sentence that orders nothing: the screen shows it."""

INTRO = """# 条款在哪里办

预案从头到尾每一句话在程序里的归处：哪个屏幕看得到，要办的按哪个键记下来。
本页由 `python -m tools.clauses` 从预案数据、按键表和 `tools/clauses/homes.toml` 写出，不要手改；
`tests/project/test_clauses.py` 逐字核对。

- 屏幕前的数字是事件里六个房间的键；“键”一栏是把它记入日志的键，前面写着在哪张表上；— 是只用看。
- **只读**：这一句不要指挥所办什么，后面写着为什么；要读原文，任何屏幕按 `?`。
- **尚无**：还没有归处，后面写着缺什么。

{counts}
"""

HEAD = "| 条款 | 预案的话 | 屏幕 | 键 |\n|---|---|---|---|"


def page(plan: Plan, sentences: list[Sentence], homes: Homes) -> str:
    """Return docs/clauses.md. Raises LookupError: a sentence has no rule, or a home no key."""
    ruled = [(sentence, _rule(homes, sentence)) for sentence in sentences]
    parts = [INTRO.format(counts=_counts([rule for _sentence, rule in ruled]))]
    for chapter, found in groupby(ruled, lambda pair: _chapter(pair[0])):
        lines = (_line(homes, *pair) for pair in found)
        parts.append("\n".join((f"## {_title(plan, chapter)}\n", HEAD, *lines, "")))
    return "\n".join(parts)


def without_home(sentences: list[Sentence], homes: Homes) -> list[tuple[str, str]]:
    """Return clause and words of each sentence that has no home yet."""
    return [(one.clause, one.words) for one in sentences if _rule(homes, one).lacks]


def _rule(homes: Homes, sentence: Sentence) -> Rule:
    rule = homes.rule_of(sentence)
    if rule is None:
        raise LookupError(f"{sentence.clause}: {sentence.words}")
    return rule


def _counts(rules: list[Rule]) -> str:
    lacking, read = (
        sum(bool(getattr(rule, name)) for rule in rules) for name in ("lacks", "reads")
    )
    words = "共 {all} 句：有归处 {at_home} 句，只读 {read} 句，尚无 {lacking} 句。"
    at_home = len(rules) - lacking - read
    return words.format(all=len(rules), at_home=at_home, read=read, lacking=lacking)


def _chapter(sentence: Sentence) -> str:
    return sentence.clause.partition(".")[0]


def _title(plan: Plan, chapter: str) -> str:
    if chapter == SERVICES:
        return "公报第二件：“一件事”办事清单"
    return f"{chapter} {plan.clauses[chapter].heading}".strip()


def _line(homes: Homes, sentence: Sentence, rule: Rule) -> str:
    return f"| {sentence.clause} | {_escaped(sentence.words)} | {' | '.join(_home(homes, rule))} |"


def _home(homes: Homes, rule: Rule) -> Iterator[str]:
    named = [homes.homes[name] for name in rule.homes]
    if rule.reads:
        yield from ("预案", f"{READ_ONLY}：{rule.reads}")
        return
    yield "；".join(dict.fromkeys(screen_words(home) for home in named)) or NOWHERE
    keys = dict.fromkeys(key_words(home) for home in named if home.key)
    yield f"{NOWHERE}：{rule.lacks}" if rule.lacks else "；".join(keys) or ONLY_SHOWN


def _escaped(words: str) -> str:
    return words.replace("|", "\\|")
