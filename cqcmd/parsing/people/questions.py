"""What the officer is asked about a number before it is taken."""

from cqcmd.i18n import _
from cqcmd.parsing.people.mention import GUESSED, WHOSE, Mention
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Amount

_STAFF = ("员工", "职工", "工人", "作业人员", "工作人员", "施工人员", "值班人员", "值守人员")


def question_of(mention: Mention, amount: Amount, words: str) -> str:
    """Return what is to be asked about a number told in so many words, or nothing."""
    if mention.guess == WHOSE:
        return _("“{words}”说的是哪一类人数，请核对。").format(words=words)
    if mention.guess == GUESSED:
        return _("由“{words}”读出，请核对。").format(words=words)
    if amount.more:
        return how_many_exactly(words)
    if mention.state == t.MOVED and any(word in words for word in _STAFF):
        return _("“{words}”是本单位撤出的人，算实际转移的吗？").format(words=words)
    if mention.state == t.SERIOUS and "得" in words:
        return is_it_serious(words)
    return ""


def how_many_exactly(words: str) -> str:
    """Ask for the number where only its lower end is told."""
    return _("“{words}”按至少计，准确数是多少？").format(words=words)


def is_it_serious(words: str) -> str:
    """Ask for a doctor's word where bystanders call an injury bad: 伤得重."""
    return _("“{words}”先按重伤，医生确认了吗？").format(words=words)
