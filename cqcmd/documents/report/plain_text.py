"""A written report as plain text: a line a paragraph, or set in 28 full-width columns."""

import re
from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import local
from cqcmd.documents.paper import WIDTH, marked
from cqcmd.documents.report.content import WrittenReport
from cqcmd.documents.report.titles import title_lines
from cqcmd.i18n import _
from cqcmd.text import cells, clean, fit, folds, line_parts

CHARACTER = 2
"""Cells of one Chinese character, in which the standard counts."""

SHORT = 16
"""Characters of a hash in a message; the paper has all of them."""

INDENT = "\u3000\u3000"


def as_text(report: WrittenReport) -> str:
    """Write the whole report in the order of GB/T 9704-2012, a line a paragraph.

    What is not real says so on the first and on the last line.
    """
    mark = [marked(report.mark)] if report.mark.strip() else []
    numbered = "\u3000".join(filter(None, (one_line(report.number), _signed(report.signer))))
    to = [_("{to}：").format(to="、".join(map(one_line, report.to)))] if report.to else []
    copies = _("抄送：{copies}。").format(copies="、".join(map(one_line, report.copies)))
    body = [INDENT + line if line else "" for line in map(one_line, clean(report.body).split("\n"))]
    foot = [*([copies] if report.copies else []), *map("：".join, proofs(report))]
    head = [numbered, "", one_line(report.title), ""]
    signed = ["", one_line(report.sender), written_date(report.made_at), ""]
    return "\n".join([*mark, *head, *to, *body, *signed, *foot, *mark]) + "\n"


def as_page(report: WrittenReport) -> str:
    """Set the whole report as GB/T 9704-2012 sets an upward paper without a seal.

    What is not real says so on the first and on the last line.
    """
    mark = [marked(fit(one_line(report.mark), WIDTH - 4))] if report.mark.strip() else []
    lines = [*mark, *_head(report), *_body(report), *_foot(report), *mark]
    return "\n".join(lines) + "\n"


def as_message(report: WrittenReport) -> str:
    """Write the report without columns, a line a paragraph: fewer codes carry it to a telephone."""
    mark = marked(report.mark)
    copies = "、".join(map(one_line, report.copies))
    proof = _("校验{digest} 链首{head}").format(
        digest=one_line(report.digest)[:SHORT], head=one_line(report.head)[:SHORT]
    )
    lines = (
        mark,
        one_line(report.title),
        " ".join(filter(None, (one_line(report.number), _signed(report.signer)))),
        _("{to}：").format(to="、".join(map(one_line, report.to))),
        *map(one_line, clean(report.body).split("\n")),
        f"{one_line(report.sender)} {written_date(report.made_at)}",
        _("抄送：{copies}").format(copies=copies) if copies else "",
        one_line(report.incident),
        proof if report.digest else "",
        mark,
    )
    return "\n".join(line for line in lines if line)


def one_line(words: str) -> str:
    """Foreign words as part of a line."""
    return clean(words, lines=False).strip()


def written_date(at: datetime) -> str:
    """成文日期 in Arabic figures without leading noughts (7.3.5.4)."""
    day = local(at)
    return _("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)


def signature_indents(sender: float, date: float) -> tuple[float, float]:
    """Characters left blank to the right of 署名 and 成文日期, from how wide they are (7.3.5.2).

    The signature stands two from the right, the date begins two to the right of it; where the
    date is the longer, it stands two from the right and the signature gives way.
    """
    if date > sender:
        return date + 4 - sender, 2
    return 2, sender - date


def grouped_digest(digest: str) -> str:
    """Write a hash in groups of eight, so that two people can compare it aloud."""
    return re.sub(r"(.{8})(?=.)", r"\1 ", one_line(digest))


def proofs(report: WrittenReport) -> tuple[tuple[str, str], ...]:
    """List what ties the paper to the record; a draft has neither digest nor head."""
    found = (
        (_("事件编号"), one_line(report.incident)),
        (_("依据"), one_line(report.plan)),
        (_("正文校验码"), grouped_digest(report.digest)),
        (_("日志链首"), grouped_digest(report.head)),
    )
    return tuple((name, words) for name, words in found if words)


def _head(report: WrittenReport) -> Iterator[str]:
    """Set number and who signed above the title (7.2.5, 7.2.6)."""
    number, signer = one_line(report.number), _signed(report.signer)
    room = WIDTH - 2 * CHARACTER - cells(number) - cells(signer)
    # 文号 on the left and 签发人 on the right of one line; too long for it, each has its own.
    if room > 0:
        yield "\u3000" + number + " " * room + signer
    else:
        yield from _indented(number, CHARACTER)
        yield from _indented(signer, CHARACTER)
    yield ""
    yield from map(_centred, title_lines(report.title, WIDTH - 8, report.terms))
    yield ""
    if report.to:
        yield from _folded(_("{to}：").format(to="、".join(map(one_line, report.to))), WIDTH)


def _signed(signer: str) -> str:
    return _("签发人：{name}").format(name=one_line(signer) or _("〔待填〕"))


def _body(report: WrittenReport) -> Iterator[str]:
    for line in clean(report.body).split("\n"):
        yield from _paragraph(one_line(line))


def _paragraph(words: str) -> Iterator[str]:
    """Two characters are left blank at the beginning, none where it goes on."""
    # Folded twice, for the first line is shorter by the indent.
    ends = folds(words, WIDTH - cells(INDENT))
    end = ends[0] if ends else len(words)
    yield (INDENT + words[:end]).rstrip() if words else ""
    if rest := words[end:].lstrip():
        yield from _folded(rest, WIDTH)


def _foot(report: WrittenReport) -> Iterator[str]:
    yield ""
    yield from _signature(one_line(report.sender), written_date(report.made_at))
    yield ""
    if report.copies:
        copies = _("抄送：{copies}。").format(copies="、".join(map(one_line, report.copies)))
        yield from _indented(copies, 0)
    for name, words in proofs(report):
        yield from _indented(_("{name}：{words}").format(name=name, words=words), 0)


def _signature(sender: str, date: str) -> Iterator[str]:
    behind_sender, behind_date = signature_indents(
        min(cells(sender), WIDTH - 2 * CHARACTER) / CHARACTER, cells(date) / CHARACTER
    )
    for line in _folded(sender, WIDTH - 2 * CHARACTER) if sender else ():
        yield _right(line, behind_sender)
    yield _right(date, min(behind_date, (WIDTH - cells(date)) / CHARACTER))


def _right(words: str, behind: float) -> str:
    return " " * int(WIDTH - behind * CHARACTER - cells(words)) + words


def _centred(words: str) -> str:
    return " " * ((WIDTH - cells(words)) // 2) + words


def _indented(words: str, before: int) -> list[str]:
    """Fold a paragraph of which every line stands ``before`` cells to the right."""
    return [" " * before + line for line in _folded(words, WIDTH - before)]


def _folded(words: str, width: int) -> list[str]:
    return [line.strip() for line in line_parts(words, width)]
