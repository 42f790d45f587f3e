"""备注、补记: words about a task, another owner, and when it was begun or finished."""

from collections.abc import Iterator, Mapping

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.desk.measures.forms import TaskForm
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.measures.task_lines import owner_words
from cqcmd.views.command import TaskView
from cqcmd.widgets.fields.text_field import TextField


@form("task", _("备注、补记"))
class RemarkForm(FieldForm):
    """``code`` is the task. What is left blank stays as it is."""

    name_of_form = _("备注、补记")

    purpose = _("给一项措施写备注，或补记开始、完成的时间。")

    def __init__(
        self, desk: Desk, ident: str, code: str, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self.form = f"task-{code}"
        self._view = _find(desk, ident, code)
        super().__init__(desk, ident, draft=draft)

    def fields(self) -> Iterator[Field]:
        """Words, owner, times."""
        yield TextField("words", _("备注"), example=_("空着的不变"))
        yield TextField("owner", _("负责单位"), example=_("空着的不变"))
        yield TextField("begun", _("开始时间"), example=_("例 14:20、10分钟前"))
        yield TextField("finished", _("完成时间"), example=_("例 14:20、10分钟前"))

    def on_mount(self) -> None:
        """Show behind each field what stands now."""
        task, now = self._view, self.desk.clock.now()
        self.note("owner", _("现 {owner}").format(owner=owner_words(task)))
        told = _("现 {time}；14:20、10分钟前 均可")
        for name, at in (("begun", task.begun), ("finished", task.finished)):
            time = stamp(at, now) if at else _("未记")
            self.note(name, told.format(time=time))

    def changed(self) -> None:
        """Show the task that the form is about."""
        task = self._view
        words = _("{name} {state}。空着的不变；没有开始记录也可以记完成，会标明。")
        self.tell(words.format(name=task.name, state=task.state_name))

    def save(self, reason: str) -> str:
        """All of it in one act."""
        form = TaskForm(
            words=self.text("words"),
            owner=self.text("owner"),
            begun=self.moment("begun"),
            finished=self.moment("finished"),
        )
        task = self._view
        self.desk.tasks.amend(self.ident, task.code, form, task.state, reason=reason)
        return _("已记入：{name}。").format(name=task.name)


def _find(desk: Desk, ident: str, code: str) -> TaskView:
    every = desk.tasks.measures(ident) + desk.tasks.aftermath(ident)
    return next(task for task in every if task.code == code)
