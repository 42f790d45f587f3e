"""The first page of a package: HTML that any browser opens, without a script and a network."""

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote

from cqcmd.documents.package.content import Enclosed, PackageContent, Written
from cqcmd.documents.package.picture import picture
from cqcmd.documents.paper import marked
from cqcmd.i18n import _
from cqcmd.text import clean

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched from anywhere, whatever somebody typed into an entry."""


@cache
def style() -> str:
    """Return how the page looks, on a screen and printed."""
    return Path(__file__).with_suffix(".css").read_text("utf-8")


def page(content: PackageContent) -> str:
    """Write the page; what people typed is shown, never obeyed."""
    mark = marked(content.mark)
    return "\n".join(
        [
            '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            f"<title>{_shown(content.number + mark)}</title><style>{style()}</style></head><body>",
            *_head(content, mark),
            *_section(_("已知情况"), _facts(content)),
            *_section(_("时间图"), picture(content.lanes, content.marks)),
            *_section(_("上报：时限和实际"), _duties(content)),
            *_section(_("决定"), _log(one for one in content.log if one.decision)),
            *_section(_("附件"), _enclosed(content.enclosed)),
            *_section(_("日志全文"), _log(content.log)),
            *_section(_("归档清单"), _papers(content)),
            *([f'<p class="mark">{_shown(mark)}</p>'] if mark else []),
            "</body></html>",
        ]
    )


def _head(content: PackageContent, mark: str) -> Iterator[str]:
    if mark:
        yield f'<p class="mark">{_shown(mark)}</p>'
    yield f"<h1>{_shown(content.title)}</h1>"
    yield f"<p>{_shown(content.number)}　{_shown(content.grade)}</p>"
    for line in content.origin:
        yield f'<div class="quiet">{_shown(line)}</div>'
    if content.remark:
        yield f'<p class="bad">{_shown(_("注意：{remark}").format(remark=content.remark))}</p>'


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"<h2>{_shown(title)}</h2>"
        yield from found


def _facts(content: PackageContent) -> Iterator[str]:
    yield from _table(
        (_("项目"), _("内容"), _("来源")),
        ((fact.name, fact.words, fact.source) for fact in content.facts),
    )


def _duties(content: PackageContent) -> Iterator[str]:
    yield from _table(
        (_("该报的"), _("最迟"), _("结果"), _("条款")),
        ((duty.label, duty.due, duty.became, duty.clause) for duty in content.duties),
        [("", "", duty.look, "") for duty in content.duties],
    )


def _log(entries: Iterable[Written]) -> Iterator[str]:
    shown = list(entries)
    yield from _table(
        (_("时间"), _("类别"), _("内容"), _("记录人")),
        ((one.at, one.kind, _entry_words(one), one.writer) for one in shown),
        [("", "", _look(one), "") for one in shown],
    )


def _entry_words(entry: Written) -> str:
    words = entry.words
    if entry.struck:
        words = _("{words}（已作废：{why}）").format(words=words, why=entry.struck)
    return _("{words}（这一条被改过）").format(words=words) if entry.altered else words


def _look(entry: Written) -> str:
    return "void" if entry.struck else "bad" if entry.altered else ""


def _enclosed(files: Iterable[Enclosed]) -> Iterator[str]:
    """Yield the files with what they show, and whether each still is what was attached."""
    shown = list(files)
    if not shown:
        return
    heads = (_("文件"), _("说明"), _("日志"), _("校验值"), _("核对"))
    yield _headings(heads)
    for one in shown:
        name = _linked(one.path, one.name) if one.path else _shown(one.name)
        cells = f"<td>{name}</td><td>{_shown(one.words)}</td><td>{_shown(one.entry)}</td>"
        look, found = ("bad", one.wrong) if one.wrong else ("good", _("与记入时一样"))
        proved = f'<td>{_shown(one.sha256)}</td><td class="{look}">{_shown(found)}</td>'
        yield f"<tr>{cells}{proved}</tr>"
    yield "</table>"


def _linked(path: str, words: str) -> str:
    return f'<a href="{quote(path)}">{_shown(words)}</a>'


def _papers(content: PackageContent) -> Iterator[str]:
    if not content.papers:
        return
    yield "<table>"
    for path, what in content.papers:
        yield f"<tr><td>{_linked(path, path)}</td><td>{_shown(what)}</td></tr>"
    yield "</table>"


def _table(
    heads: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    looks: list[tuple[str, ...]] | None = None,
) -> Iterator[str]:
    found = list(rows)
    if not found:
        return
    yield _headings(heads)
    for number, row in enumerate(found):
        classes = looks[number] if looks else ("",) * len(row)
        cells = (
            f'<td class="{look}">{_shown(words)}</td>' if look else f"<td>{_shown(words)}</td>"
            for words, look in zip(row, classes, strict=True)
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table>"


def _headings(heads: Iterable[str]) -> str:
    """Begin a table; its headings stand on each page that it is printed on."""
    cells = "".join(f"<th>{_shown(head)}</th>" for head in heads)
    return f"<table><thead><tr>{cells}</tr></thead>"


def _shown(words: str) -> str:
    """Return what people typed as a browser shows it."""
    return escape(clean(words)).replace("\n", "<br>")
