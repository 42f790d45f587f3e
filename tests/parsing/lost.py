"""What a reading has lost: unknown words of the line that stand in no field and not in the rest."""

from cqcmd.parsing.sentence.quick_line import QuickLine
from cqcmd.parsing.sentence.summary import FAREWELLS, GREETINGS
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.lexer import tokens_of
from cqcmd.parsing.words.scanned_line import Line

POLITE = set(GREETINGS.pattern + FAREWELLS.pattern + "的事")
"""The letters of greetings: one half typed may be cut anywhere."""


def lost_words(line: QuickLine, vocabulary: Vocabulary) -> str:
    """The letters that nobody understood and nothing shows; greetings are no loss."""
    claimed = {place for found in line.found for place in range(found.start, found.end)}
    left = iter(line.what)
    lost = []
    for word in tokens_of(Line(line.text).half, vocabulary.words):
        if word.kind != t.GAP or not any(c.isalnum() for c in word.text):
            continue
        shown = [line.text[at] for at in range(word.start, word.end) if at not in claimed]
        told = (c for c in shown if c.isalnum() and c not in POLITE)
        lost.append("".join(c for c in told if c not in left))
    return "".join(lost)
