"""指挥部: somebody takes command, and what the headquarters decides (2.1, 2.2, annex 1)."""

from collections.abc import Iterator, Mapping
from typing import Self

from cqcmd.clock import stamp
from cqcmd.desk.command.forms import ActForm, CommandForm, SetUpForm
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.parsing.members import read_members
from cqcmd.screens.command.decision_fields import DECIDED_BY, decided, note_decided
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.shared_fields import TIME_EXAMPLE, how_of
from cqcmd.widgets.fields.text_field import TextField


@form("command", _("指挥长"))
class TakeCommandForm(FieldForm):
    """``post`` is the code of a commander's post in the plan."""

    name_of_form = _("登记指挥长")

    purpose = _("记下谁担任指挥长，从几点起。")

    def __init__(
        self, desk: Desk, ident: str, post: str, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._post = desk.plan.post(post)
        self.form = f"command-{post}"
        super().__init__(desk, ident, first="who", draft=draft)

    def fields(self) -> Iterator[Field]:
        """Who, post, how, when, and whom he relieves."""
        for field in decided(_("指挥长")):
            if field.code == "post":
                field.fill(self._post.holder)
            yield field
        relieved = TextField("relieved", _("接替"), example=_("原指挥长姓名"))
        relieved.fill(self.desk.command.commander(self.ident, self._post.headquarters))
        yield relieved

    def on_mount(self) -> None:
        """Say that a second commander stands beside the first unless he relieves him."""
        note_decided(self)
        self.note("relieved", _("空着即两人并列，会标明"))

    def changed(self) -> None:
        """Show what the plan says of the post."""
        guess = _("（推定，预案未写明）") if self._post.inferred else ""
        self.tell(
            _("{headquarters}指挥长：{holder}{guess}  {clause}").format(
                headquarters=self.desk.plan.headquarters_name(self._post.headquarters),
                holder=self._post.holder,
                guess=guess,
                clause=self._post.clause,
            )
        )

    def save(self, reason: str) -> str:
        """Record it; what is odd about it is said at once."""
        form = CommandForm(
            headquarters=self._post.headquarters,
            who=self.text("who"),
            post=self.text("post"),
            how=how_of(self.text("how")),
            relieved=self.text("relieved"),
            at=self.moment_or_now("at"),
        )
        mark = self.desk.command.take(self.ident, form, reason=reason)
        return _("已记入：{who} 任指挥长。{mark}").format(who=form.who, mark=mark)


@form("set_up", _("成立指挥部"))
class SetUpHeadquartersForm(FieldForm):
    """``level`` is whose headquarters it is."""

    purpose = _("成立指挥部：记下各职务由谁担任。")

    def __init__(
        self, desk: Desk, ident: str, level: str, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._level = level
        self._seat = desk.command.seat(ident, self._level)
        self.form = f"set_up-{self._level}"
        self.name_of_form = _("{name}成立").format(name=self._seat.name)
        super().__init__(desk, ident, first="place", draft=draft)

    def fields(self) -> Iterator[Field]:
        """Yield where, when, and with which members; as recorded, where it was."""
        somewhere = _("例 {district}政府会议室").format(district=self.desk.plan.word("example"))
        place = TextField("place", _("地点"), example=somewhere, required=True)
        at = TextField("at", _("成立时间"), example=TIME_EXAMPLE)
        if self._seat.at:
            place.fill(self._seat.place)
            at.fill(stamp(self._seat.at, self.desk.clock.now()))
        yield place
        yield at
        yield TextField("members", _("成员"), example=_("例 王强（公安局）、李敏 应急局"))

    def changed(self) -> None:
        """Show who is a member already, and who would be one."""
        typed = read_members(self.text("members"))
        joined = "、".join(f"{m.name}（{m.unit}）" if m.unit else m.name for m in typed)
        lines = (
            _("{name}（{clause}）").format(name=self._seat.name, clause=self._seat.clause),
            _("已有成员：{names}").format(names="、".join(self._seat.members) or _("无")),
            _("加入：{names}").format(names=joined) if joined else "",
            _("成员编入后在“成员”一行里通知、移出，也在通知名单里。"),
        )
        self.tell("\n".join(line for line in lines if line))

    def save(self, reason: str) -> str:
        """Record it; the members get their places in the same act."""
        form = SetUpForm(
            headquarters=self._level,
            place=self.text("place"),
            members=self.text("members"),
            at=self.moment_or_now("at"),
        )
        self.desk.command.set_up(self.ident, form, reason=reason)
        return _("已记入：{name}，地点 {place}。").format(name=self.name_of_form, place=form.place)


@form("act", _("指挥部决定"))
@form("lift", _("解除"))
class ActOfHeadquartersForm(FieldForm):
    """``act`` is the code of an act of annex 1 part one; ``lifting`` is known of a draft."""

    purpose = _("记下指挥部作出的一项决定：谁定的，几点，内容。")

    def __init__(
        self,
        desk: Desk,
        ident: str,
        act: str,
        *,
        lifting: bool | None = None,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._row = desk.plan.headquarters_act(act)
        holds = self._row.lasts and desk.command.standing(ident, act)
        self._lifting = holds if lifting is None else lifting
        self.form = f"lift-{act}" if self._lifting else f"act-{act}"
        name = self._row.name
        self.name_of_form = _("解除：{name}").format(name=name) if self._lifting else name
        super().__init__(desk, ident, first="who", draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> Self:
        """Build the form of an act, or of its lifting where a draft says so."""
        lifting = wanted.name == "lift" if wanted.draft else None
        return cls(desk, wanted.ident, wanted.about, lifting=lifting, draft=wanted.typed)

    def fields(self) -> Iterator[Field]:
        """Who decided, how, when, and what exactly."""
        row = self._row
        asked = _("写明{asks}").format(asks=row.asks) if row.asks else ""
        required = bool(row.asks) and not self._lifting
        who = _("由谁") if row.asks else DECIDED_BY
        yield from decided(who, _("内容"), example=asked, required=required)

    def on_mount(self) -> None:
        """Say by which digits one chooses."""
        note_decided(self)

    def changed(self) -> None:
        """Show the plan's own words, or those of the other source."""
        row = self._row
        guess = self.desk.room.headquarters.act_guess(self.ident, row)
        lines = [_("{text}（{clause}）").format(text=row.text, clause=row.clause) + guess]
        if row.source is not None:
            source = row.source
            lines = [_("{title} 第{article}条").format(title=source.title, article=source.article)]
            lines.append(source.text)
        self.tell("\n".join(lines))

    def save(self, reason: str) -> str:
        """Record it."""
        form = ActForm(
            act=self._row.code,
            who=self.text("who"),
            post=self.text("post"),
            how=how_of(self.text("how")),
            words=self.text("words"),
            lifted=self._lifting,
            at=self.moment_or_now("at"),
        )
        self.desk.command.act(self.ident, form, reason=reason)
        return _("已记入：{act}。").format(act=self.name_of_form)
