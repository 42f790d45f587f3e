"""附上文件: photos, scans, recordings into the log; copied beside the screen."""

from collections.abc import Iterator

from cqcmd.desk.attachments.forms import AttachForm
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.messages import DoBeside
from cqcmd.screens.common.session_memory import remember
from cqcmd.widgets.fields.long_field import LongField
from cqcmd.widgets.fields.text_field import TextField


@form("attach", _("附件"))
class AttachFilesForm(FieldForm):
    """One file or several; the entry is written once they lie beside the record."""

    form = "attach"
    name_of_form = _("附上文件")
    keys_words = _("回车 下一项，末项附上   F9 附上   Esc 返回，填的留着")

    purpose = _("把照片、扫描件、录音、录像附到这起事件的日志里，留作证据。")

    def fields(self) -> Iterator[Field]:
        """Which files, what they show, whose they are, when they were made."""
        told = _("路径，例 /media/usb/现场.jpg；把文件拖进终端也行，一次可以几个")
        yield LongField("paths", _("文件"), example=told, required=True)
        yield TextField("words", _("说明"), example=_("看得到、听得到什么，例 储罐东侧裂口"))
        yield TextField("source", _("来源"), example=_("谁拍的、谁给的，例 物业 吴芳"))
        yield TextField("taken_at", _("拍录时间"), example=_("例 14:20、10分钟前；不知道就空着"))

    def changed(self) -> None:
        """Say what becomes of the files."""
        self.tell(_("原来的文件不动；复制一份存好、算出校验值，再记进日志。每个最多 5 GB。"))

    def save(self, reason: str) -> str:
        """Look at the files and have them copied; said once they are there."""
        filled = AttachForm(
            paths=self.text("paths"),
            words=self.text("words"),
            source=self.text("source"),
            taken_at=self.moment("taken_at"),
        )
        work = self.desk.attachments.attaching(self.ident, filled)
        self.desk.works.begin(work)
        desk, name, typed = self.desk, self.draft_name, self.typed()
        self.app.post_message(DoBeside(work, lambda: remember(desk, name, typed)))
        return ""
