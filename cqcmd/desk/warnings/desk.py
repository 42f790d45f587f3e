"""Warnings (3.2): consulted, issued, acted on, lifted; recorded, not performed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cqcmd import chance
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.record_writer import RecordWriter
from cqcmd.desk.plan.reader import PlanReader
from cqcmd.desk.warnings.asked import AskedByLaw
from cqcmd.desk.warnings.forms import WarningForm, WarningStepForm
from cqcmd.desk.warnings.hazards import HazardsDesk
from cqcmd.desk.warnings.level import Foreseen, foreseen
from cqcmd.desk.warnings.notice import notice_of
from cqcmd.desk.warnings.refusals import (
    WHO_NEEDED,
    refuse_blanks,
    refuse_early,
    refuse_level,
    refuse_lifted,
    refuse_not_higher,
    refuse_unapproved,
    refuse_unissued,
)
from cqcmd.desk.warnings.views import WarningViews, course, said_of
from cqcmd.documents.paper import Paper
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import (
    Noted,
    WarningActed,
    WarningActionOwned,
    WarningBecame,
    WarningIssued,
    WarningLifted,
    WarningSpread,
    WarningStepped,
    WarningWithdrawn,
)
from cqcmd.incident.warnings import PREPARING, Warned
from cqcmd.views.command import FlowStep
from cqcmd.views.office.warnings import WarningView

if TYPE_CHECKING:
    from cqcmd.parsing.sentence.vocabulary import Vocabulary


class WarningsDesk:
    """The verbs of 3.2.

    Attributes:
        hazards: what was found and is to be removed (3.1).
    """

    def __init__(self, open_record: OpenRecord, mark: str = "") -> None:
        self._open_record, self._mark = open_record, mark
        self.hazards = HazardsDesk(open_record)
        self.asked = AskedByLaw()
        self._views = WarningViews(open_record, self.asked)

    # On the way to an issue, and anew to the next

    def step(self, form: WarningStepForm, ident: str | None = None, *, reason: str = "") -> str:
        """Record a step of 3.2.2, the first one as a new warning; returns the id.

        Raises:
            BadInput: it ended, an earlier step is missing, or a field is blank.
            NeedsReason: it was taken more than 15 minutes ago.
        """
        open_record = self._open_record
        self._refuse_step(form)
        if form.at is not None:
            open_record.check_time(form.at, reason)
        with open_record.act() as write:
            warned = self._known(ident) if ident else Warned()
            refuse_lifted(warned)
            refuse_early(warned, form.step)
            ident = ident or str(chance.uuid())
            event = WarningStepped(
                warning=ident,
                step=form.step,
                level=form.level if form.step in PREPARING else None,
                category=form.category.strip(),
                area=form.area.strip(),
                harm=form.harm.strip(),
                who=form.who.strip(),
                present=form.present.strip(),
                how=form.how,
                words=form.words.strip(),
                hazard=form.hazard,
                late_reason=reason,
            )
            write.append(event, None, form.at)
        return ident

    def _refuse_step(self, form: WarningStepForm) -> None:
        if form.step in PREPARING:
            refuse_level(self._open_record.plan, form.level)
        if form.step == "consulted":
            if not form.category.strip():
                raise BadInput(_("请填事件类别。"), "category")
            if not form.words.strip():
                raise BadInput(_("请填会商意见。"), "words")
        elif not form.who.strip():
            raise BadInput(WHO_NEEDED[form.step], "who")

    def issue(self, form: WarningForm, ident: str | None = None, *, reason: str = "") -> str:
        """Record a warning as issued, or as issued anew under the same id; returns the id.

        One that was prepared here must be approved at its level; without ``ident`` it is
        recorded as others issued it.

        Raises:
            BadInput: no such level, a content is missing, it ended or is not approved.
            NeedsReason: it was issued more than 15 minutes ago.
        """
        open_record = self._open_record
        refuse_level(open_record.plan, form.level)
        if form.at is not None:
            open_record.check_time(form.at, reason)
        with open_record.act() as write:
            warned = self._known(ident) if ident else Warned()
            refuse_lifted(warned)
            if form.higher:
                refuse_not_higher(warned, form)
            elif warned.own:
                refuse_unapproved(warned, form, open_record.plan)
            refuse_blanks(form, every=warned.own and not form.higher)
            ident = ident or str(chance.uuid())
            event = WarningIssued(
                warning=ident,
                level=form.level,
                category=form.category.strip(),
                area=form.area.strip(),
                notice=form.notice.strip(),
                measures=form.measures.strip(),
                issuer=form.issuer.strip(),
                starts_at=form.starts_at,
                higher=form.higher,
                late_reason=reason,
            )
            write.append(event, None, form.at)
        return ident

    # What is done while it is in force

    def act(self, ident: str, action: str) -> None:
        """Tick one of the actions, or untick it."""
        with self._open_record.act() as write:
            warned = self._standing(ident)
            taken = warned.actions.get(action)
            # What was done under a former level is done anew under this one, not taken back.
            done = taken is not None and taken.level == warned.level
            write.append(WarningActed(warning=ident, action=action, undone=done), None)

    def own(self, ident: str, action: str, owner: str) -> None:
        """Record who is to take one of the actions; without words nobody in particular is."""
        with self._open_record.act() as write:
            refuse_lifted(self._known(ident))
            event = WarningActionOwned(warning=ident, action=action, owner=owner.strip())
            write.append(event, None)

    def spread(self, ident: str, channel: str) -> None:
        """Tick one of the channels through which it went out, or untick it.

        Raises:
            BadInput: it is not in force, or did not go to the release body, which alone sends it.
        """
        open_record = self._open_record
        with open_record.act() as write:
            warned = self._standing(ident)
            only = any(one.step == "sent" for one in self.asked.of(open_record.plan, warned.level))
            if warned.own and only and "sent" not in warned.followed:
                raise BadInput(_("先送预警发布机构（F9），由它对外发布，再勾发了哪些渠道。"))
            done = channel in warned.channels
            write.append(WarningSpread(warning=ident, channel=channel, undone=done), None)

    # How it ends

    def lift(self, ident: str, decided_by: str, reason: str) -> None:
        """Record that the issuer ended it, or that one not issued was given up."""
        if not decided_by.strip() or not reason.strip():
            raise BadInput(_("请写明解除单位和理由。"))
        with self._open_record.act() as write:
            refuse_lifted(self._known(ident))
            event = WarningLifted(warning=ident, decided_by=decided_by.strip(), reason=reason)
            write.append(event, None)

    def withdraw(self, ident: str, action: str) -> None:
        """Record that an action taken was withdrawn after the warning had ended, or was not."""
        with self._open_record.act() as write:
            warned = self._known(ident)
            if warned.lifted is None:
                raise BadInput(_("预警还没有解除，措施还不撤；解除以后再逐项记撤除。"))
            if action not in warned.actions:
                raise BadInput(_("这项措施没有采取过，不用撤除。"))
            done = action in warned.withdrawn
            write.append(WarningWithdrawn(warning=ident, action=action, undone=done), None)

    def became(self, ident: str, incident: str) -> None:
        """Record that what was warned of is an incident, which carries the warning over."""
        becoming = self.becoming(ident, incident)
        with self._open_record.act() as write:
            self._open_record.incident(incident)
            becoming(write)

    def becoming(self, ident: str, incident: str) -> Callable[[RecordWriter], None]:
        """Return what writes that a warning became an incident, within the act that opens it."""

        def write_it(write: RecordWriter) -> None:
            warned = self._known(ident)
            if warned.incident and not self._is_void(warned.incident):
                raise BadInput(_("这条预警已经转为事件，不能再转一次。"))
            write.append(WarningBecame(warning=ident, incident=incident), None)
            write.append(Noted(text=said_of(self._open_record.plan, warned)), incident)

        return write_it

    # Reading

    def foreseen(self, typed: str, vocabulary: "Vocabulary") -> Foreseen:
        """Return the level that follows from what might happen, in an officer's words (3.2.1)."""
        return foreseen(self._open_record, typed, vocabulary)

    def named(self, org: str) -> str:
        """Return an organisation's own name as seen from this station; the plan's without one."""
        serving = self._open_record.ledger.serving
        if serving is not None and serving.org == org:
            return serving.name
        district = serving.district if serving is not None else None
        reader = PlanReader(self._open_record)
        return (
            reader.usual_name(org, district) if district else self._open_record.plan.org(org).name
        )

    def course(self) -> tuple[FlowStep, ...]:
        """Return the course of a warning (3.3) before its first step."""
        return course(self._open_record.plan, -1)

    def issuer_of(self, level: int) -> str:
        """Return who issues a warning of that level (3.2.2)."""
        plan = self._open_record.plan
        return plan.org(plan.warning(level).issuer).name

    def notice(self, ident: str) -> Paper:
        """Return the notice of a warning as it stands, for people and for the release body."""
        known = self._known(ident)
        return notice_of(self._open_record, self.asked, ident, known, self._mark)

    def shown(self) -> tuple[WarningView, ...]:
        """Return the warnings in force, gravest first, then those on their way, then the lifted."""
        return self._views.shown()

    @property
    def _by_id(self) -> dict[str, Warned]:
        return self._open_record.ledger.warnings.by_id

    def _known(self, ident: str) -> Warned:
        found = self._by_id.get(ident)
        if found is None:
            raise BadInput(_("日志里没有这条预警，请回到预警里再选。"))
        return found

    def _standing(self, ident: str) -> Warned:
        found = self._known(ident)
        refuse_lifted(found)
        refuse_unissued(found)
        return found

    def _is_void(self, incident: str) -> bool:
        found = self._open_record.ledger.find(incident)
        return found is None or found.void
