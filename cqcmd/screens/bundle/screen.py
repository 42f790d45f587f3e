"""导出、合并: what posts say differently, what was sent and who has it, what was taken in."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.bundle.forms import Incoming
from cqcmd.desk.common.long_work import LongWork
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.bundle.passphrase import new_passphrase, opening
from cqcmd.screens.bundle.preview import MergePreviewScreen
from cqcmd.screens.common.acts import settle
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.common.messages import DoBeside
from cqcmd.terminal.apart import apart
from cqcmd.views.conflict import ConflictLine
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import HEADING, Cell, Column, Line, Table

NUMBERED = re.compile(r"(\d\d-\d+\S*)\s+(.+)")
"""A number, and where to put the bundle of that incident alone."""


@form("bundle", of_incident=False)
class BundleScreen(PostScreen):
    """One list in three parts; the conflicts stand first until they are settled."""

    BINDINGS = [
        Binding("f9", "take_in", _("并入带来的包"), id="merge-bundle"),
        Binding("f8", "export", _("导出"), id="export-bundle"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    purpose = _("导出一个包带走，把带来的包并入，核定两个值班点不一致的。")
    main_keys = ("choose", "take_in", "export", "dismiss")

    _brought = ""
    """The bundle that was asked for last."""

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "BundleScreen":
        """Of the station, whatever it was opened from."""
        return cls(desk.root)

    def compose(self) -> ComposeResult:
        """Masthead, the list, the keys."""
        yield Masthead(_("导出、合并"))
        yield Table((Column("", 0),), id="bundle")
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the cursor on the first line."""
        self.query_one(Table).focus()

    def reload(self) -> None:
        """Read it anew."""
        super().reload()
        self.query_one(Table).show(list(self._lines()))

    def _lines(self) -> Iterator[Line]:
        bundle = self.desk.bundle
        conflicts = bundle.conflicts()
        words = _("两边不一致 {n} 项，回车核定") if conflicts else _("两边没有不一致的")
        yield _heading(words.format(n=len(conflicts)))
        for one in conflicts:
            yield Line(f"conflict:{one.ident}:{one.fact}", (Cell(one.words, "urgent"),))
        sent, met = bundle.sent(), bundle.met()
        words = _("导出过的 {n} 个") if sent else _("还没有导出过")
        yield _heading(words.format(n=len(sent)))
        for number, words in enumerate(sent):
            yield Line(f"sent:{number}", (Cell(words),))
        words = _("并入过的 {n} 个，回车写回执") if met else _("还没有并入过")
        yield _heading(words.format(n=len(met)))
        for number, (ident, words) in enumerate(met):
            yield Line(f"met:{ident}:{number}", (Cell(words),))

    # Settling

    @on(Table.Chosen)
    def _opened_line(self, event: Table.Chosen) -> None:
        event.stop()
        kind, _colon, about = event.line.key.partition(":")
        found = [one for one in self.desk.bundle.conflicts() if f"{one.ident}:{one.fact}" == about]
        if kind == "conflict" and found:
            self._settle(found[0])
        elif kind == "met":
            self._write_receipt(about.partition(":")[0])
        elif self.desk.bundle.conflicts():
            self.warn(_("回车核定不一致的一项；导出按 F8，并入按 F9。"))
        else:
            self.warn(_("没有要核定的；导出按 F8，并入按 F9。"))

    @work
    async def _settle(self, line: ConflictLine) -> None:
        await settle(self, self.desk, line)
        self.reload()

    # Carrying

    @work
    async def _write_receipt(self, bundle: str) -> None:
        """Write down for whoever sent it that a bundle was taken in here."""

        def write(typed: str) -> None:
            work = self.desk.bundle.receipting(bundle, _place(typed))
            self.desk.works.begin(work)
            self.app.post_message(DoBeside(work))

        title = _("写回执：带回给对方并入，那边就写“已收”")
        label = _("放在哪里（目录，U 盘也行）")
        await self.app.push_screen_wait(AskWords(title, label, act=write))

    @work
    async def action_export(self) -> None:
        """Write a bundle onto a stick, locked by a passphrase or not."""
        title = _("导出：全部，或只一起（前面写编号，例 26-0001 /media/usb）")
        label, typed, passphrase = _("放在哪里（目录，U 盘也行）"), "", None
        while passphrase is None:
            question = AskWords(title, label, typed, act=self._exporting)
            typed = await self.app.push_screen_wait(question)
            if not typed:
                return
            passphrase = await new_passphrase(self, self.desk.bundle)
        self._begin(lambda: self._exporting(typed, passphrase))

    def _exporting(self, typed: str, passphrase: str = "") -> LongWork:
        """Return the work that was asked for. Raises BadInput, Refusal."""
        found = NUMBERED.fullmatch(typed.strip())
        ident = self.desk.numbered(found[1]) if found else ""
        place = _place(found[2] if found else typed)
        return self.desk.bundle.exporting(place, ident, passphrase)

    def _begin(self, ask: Callable[[], LongWork]) -> None:
        try:
            work = ask()
            self.desk.works.begin(work)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.app.post_message(DoBeside(work))

    @work
    async def action_take_in(self) -> None:
        """Read a bundle, and show what taking it in would do."""
        question = AskWords(
            _("并入：先核对，看过再并"),
            _("U 盘的目录，或对方导出的包（.cqb）"),
            self._brought,
            act=_place,
        )
        typed = await self.app.push_screen_wait(question)
        if not typed:
            return
        self._brought = typed
        try:
            path = await self._chosen(_place(typed))
            incoming = await self._read(path) if path else None
            preview = self.desk.bundle.preview(incoming) if incoming else None
        except Refusal as refusal:
            self.refused(refusal)
            return
        if preview is not None:
            self.app.push_screen(MergePreviewScreen(self.desk, preview))

    async def _chosen(self, place: Path) -> Path | None:
        """Return the one bundle there is at a place, or the one chosen of several."""
        found = await apart(partial(self.desk.bundle.found_at, place))
        if len(found) == 1:
            return found[0]
        answers = [(str(number), path.name) for number, path in enumerate(found)]
        chosen = await self.app.push_screen_wait(Menu(_("并入哪一个包"), answers))
        return found[int(chosen)] if chosen else None

    async def _read(self, path: Path) -> Incoming | None:
        """Return a bundle, opened by its passphrase if it has one; ``None``: given up."""
        bundle = self.desk.bundle
        if not bundle.locked(path):
            self.message_line.remark(_("正在核对包……"), "calm")
            return await apart(partial(bundle.read, path))
        found: list[Incoming] = []
        question = opening(path.name, lambda words: found.append(bundle.read(path, words)))
        return found[0] if await self.app.push_screen_wait(question) else None


def _heading(words: str) -> Line:
    return Line(f"{HEADING}{words}", (Cell(words, "strong"),))


def _place(typed: str) -> Path:
    """Return a place that was typed. Raises BadInput: nobody would see where it lies."""
    with suppress(RuntimeError):  # a home that nobody has
        place = Path(typed.strip()).expanduser()
        if place.is_absolute():
            return place
    raise BadInput(_("请写完整路径，例 /media/usb 或 ~/合并包；没有做。"))
