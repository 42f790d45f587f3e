"""A call about an accident that is open already: added there as news, when the officer says so."""

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.screens.common.acts import attempt, notify_saved
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.form_registry import open_form
from cqcmd.screens.common.messages import ShowIncident
from cqcmd.screens.common.session_memory import recall
from cqcmd.screens.intake.form import LINE, RECEIVED, IntakeForm
from cqcmd.screens.intake.live import LiveIntake
from cqcmd.screens.intake.quick_line import LineReader
from cqcmd.views import SameAccident


class Joining:
    """The form stays beneath 情况更新 until that is saved: the call is never in both or none."""

    def __init__(self, screen: LiveIntake, form: IntakeForm, reader: LineReader) -> None:
        self._screen, self._form, self._reader = screen, form, reader
        self._desk, self._app = screen.desk, screen.app

    async def join(self, same: SameAccident) -> None:
        """Open 情况更新 with what was typed in the form; a call without facts is only noted."""
        self._screen.set_aside()
        given = self._news()
        agreed = await (self._updated(same, given) if given else self._confirmed(same))
        if agreed:
            await self._note(same, updated=bool(given))

    def _news(self) -> dict[str, str]:
        """Return what 情况更新 begins with, nothing where the call tells no fact."""
        texts, facts = self._form.texts(), self._desk.plan.index["facts"]
        told = {code: text for code, text in texts.items() if code in facts}
        if not told:
            return {}
        values = {RECEIVED: self._form.fields[RECEIVED].value}
        heard = self._reader.tidied(RECEIVED, values).get(RECEIVED, values[RECEIVED])
        line = self._form.values().get(LINE, "")
        more = {
            "line": line,
            "source": texts.get("caller") or texts.get("callback") or _("来电"),
            "at": heard,
            "learned": heard,
        }
        return told | {code: text for code, text in more.items() if text}

    async def _updated(self, same: SameAccident, given: dict[str, str]) -> bool:
        unsaved = recall(self._desk, f"update:{same.ident}")
        self._tell_kept(given, unsaved)
        form = open_form(self._desk, "situation/update", same.ident, given=given | unsaved)
        assert isinstance(form, FieldForm)
        await self._app.push_screen_wait(form)
        return form.saved

    def _tell_kept(self, given: dict[str, str], unsaved: dict[str, str]) -> None:
        """Name the fields in which an update that was left unsaved says something else."""
        fields = self._form.fields
        other = [code for code, text in unsaved.items() if given.get(code, text) != text]
        if labels := "、".join(fields[code].caption for code in other if code in fields):
            words = _("那一起有没保存的情况更新，{labels}照它没有改，请核对。").format(
                labels=labels
            )
            self._screen.say(words, "warning")

    async def _confirmed(self, same: SameAccident) -> bool:
        words = _("这次来电没有新的数字。只在 {number} 的日志里记一条，不另立事件？")
        question = Confirm(words.format(number=same.number), _("记入"), _("不记"))
        return await self._app.push_screen_wait(question) is True

    async def _note(self, same: SameAccident, *, updated: bool) -> None:
        """Write the call's words into that incident's log; only then is the form done with."""

        def join(_reason: str) -> str:
            self._desk.intake.join(same.ident, self._told(), with_update=updated)
            return _("已并入 {number}，没有另立事件。").format(number=same.number)

        words = await attempt(self._screen, join)
        if words is None:
            return
        self._screen.done_with()
        self._desk.intake.give_up(self._screen.ident)
        notify_saved(self._screen, words)
        self._screen.dismiss()
        self._app.post_message(ShowIncident(same.ident))

    def _told(self) -> str:
        """Return all that stands in the form, by the names of its fields."""
        fields, said = self._form.fields, self._form.values()
        told = [f"{fields[code].caption} {text}" for code, text in said.items() if code != RECEIVED]
        at = stamp(self._screen.received_at, self._desk.clock.now())
        return _("同一起事故的又一来电，{time} 接：{told}").format(time=at, told="；".join(told))
