"""新闻通稿 (4.7): the plan's nine contents, filled from confirmed facts, finished by hand."""

from collections.abc import Iterator

from textual import events

from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.text import fit
from cqcmd.widgets.fields.text_field import TextField

LABEL = 16
"""Cells of a label; the whole name stands below while its field is filled in."""

ROOMY = 110
"""Columns of the terminal from which every label stands whole."""


@form("press", _("新闻通稿"))
class PressForm(FieldForm):
    """Saving makes the text a file and notes that it was made; what is left blank reads 待核."""

    form = "press"
    name_of_form = _("新闻通稿")

    purpose = _("写新闻通稿，空着的写“待核”；保存成文件。")

    def fields(self) -> Iterator[Field]:
        """One field for each content, in the plan's order."""
        known = self.desk.papers.press_facts(self.ident)
        self._names = {}
        for number, row in enumerate(self.desk.papers.elements("press"), 1):
            code = _field_name(row.code)
            self._names[code] = row.name
            field = TextField(code, f"{number} {row.name}", example=_("空着即写“待核”"))
            field.fill(known.get(row.code, ""))
            yield field

    def on_resize(self, event: events.Resize) -> None:
        """Let the labels stand whole where there is room."""
        for number, (code, name) in enumerate(self._names.items(), 1):
            label = f"{number} {name}"
            field = self.query_one(f"#{code}", TextField)
            field.caption = label if event.size.width >= ROOMY else fit(label, LABEL)
        self.align_shown()

    def on_descendant_focus(self) -> None:
        """Take in another content."""
        self.changed()

    def changed(self) -> None:
        """Show the content under the cursor in full."""
        here = self.focused.id if self.focused and self.focused.id in self._names else ""
        if here:
            words = self.text(here) or _("空着即写“待核”，不要估计")
            self.tell(f"{self._names[here]}：{words}\n" + _("只写已核实的；可能的人数不写。"))

    def save(self, reason: str) -> str:
        """Write the file and a line in the log, then show the text as it was saved."""
        rows = self.desk.papers.elements("press")
        texts = {row.code: self.text(_field_name(row.code)) for row in rows}
        paper, path = self.desk.papers.issue_press_release(self.ident, texts)
        self.app.call_later(self.app.push_screen, PaperScreen(self.desk, paper, path))
        return _("已记入：{name}").format(name=path.name)


def _field_name(code: str) -> str:
    return code.replace(".", "-")
