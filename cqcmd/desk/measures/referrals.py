"""转介: the services to which somebody was referred, made and done; sought by any letters."""

from collections.abc import Iterator
from functools import cached_property

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.services import services_of
from cqcmd.desk.measures.forms import REFERRAL_STATES, ReferralForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.aftermath.referrals import Mark
from cqcmd.incident.events import Referred, Struck
from cqcmd.incident.events.aftermath import ReferralState
from cqcmd.incident.state import Incident
from cqcmd.parsing.names import Name, Names
from cqcmd.rules.beside.services import Service, Services
from cqcmd.rules.laws import STATES
from cqcmd.text import clean
from cqcmd.views.aftermath import ReferralView, ServiceView


class ReferralsDesk:
    """The verbs of 转介."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    # Read where somebody asks for it: no first screen does.

    @cached_property
    def _services(self) -> Services | None:
        return services_of(self._open_record.plan)

    @cached_property
    def _by_code(self) -> dict[str, Service]:
        every = self._services.services if self._services else ()
        return {service.code: service for service in every}

    @cached_property
    def _names(self) -> Names:
        return Names(tuple(map(_name, self._by_code.values())))

    # Looking

    @property
    def source(self) -> str:
        """Of which document the list is, and how far that was read; empty without one."""
        if self._services is None:
            return ""
        words = _("{title}（{state}，不在预案之内）")
        return words.format(title=self._services.title, state=STATES[self._services.state])

    def preload(self) -> None:
        """Make pinyin findable; meant for a thread."""
        self._names.preload()

    def search(self, ident: str, typed: str = "") -> tuple[ServiceView, ...]:
        """Return the services that every word fits, those with referrals first; all for none."""
        found = list(self._by_code)
        for word in typed.split():
            fitting = {one.item.code for one in self._names.search(word, len(found) or 1)}
            fitting |= {code for code in found if word in self._said(code)}
            found = [code for code in found if code in fitting]
        referrals = referrals_of(self._open_record.incident(ident))
        views = [_view(self._by_code[code], referrals) for code in found]
        return tuple(sorted(views, key=lambda service: not service.referrals))

    def _said(self, code: str) -> str:
        service = self._by_code[code]
        return f"{service.words} {service.audience} {service.stage}"

    # Acts

    def refer(self, ident: str, form: ReferralForm, *, reason: str = "") -> str:
        """Record that somebody was referred to a service; returns its name. Raises BadInput."""
        return self._move(ident, form, "made", reason)

    def done(self, ident: str, form: ReferralForm, *, reason: str = "") -> str:
        """Record that a service has done its part; returns its name. Raises BadInput."""
        return self._move(ident, form, "done", reason)

    def _move(self, ident: str, form: ReferralForm, state: ReferralState, reason: str) -> str:
        service = self._by_code.get(form.service)
        if service is None:
            raise BadInput(_("清单里没有这一项，请从列表里选。"))
        if form.at is not None:
            self._open_record.check_time(form.at, reason)
        event = Referred(
            service=service.code,
            name=service.name,
            lead="、".join(service.leads),
            family=form.family,
            state=state,
            who=clean(form.who, lines=False).strip(),
            words=clean(form.words, lines=False).strip(),
            late_reason=reason,
        )
        with self._open_record.act() as write:
            self._check(ident, event)
            write.append(event, ident, form.at)
        return service.name

    def _check(self, ident: str, event: Referred) -> None:
        """Refuse a family that is not on the list, what is recorded already, a done before made."""
        incident = self._open_record.incident(ident)
        if event.family and event.family not in incident.families.standing:
            raise BadInput(_("名单里没有这一户，请先登记家属。"), "family")
        marks = incident.referrals.by_key.get((event.service, event.family), {})
        if mark := marks.get(event.state):
            words = _("“{name}”{by}已记为{state}。")
            state = REFERRAL_STATES[event.state]
            raise BadInput(words.format(name=event.name, by=mark.by, state=state))
        if event.state == "done" and "made" not in marks:
            raise BadInput(_("“{name}”还没有转介，先按 F9 转介。").format(name=event.name))

    def take_back(self, ident: str, entry: str, reason: str) -> None:
        """Make the last state of a referral void, with a reason."""
        if not reason.strip():
            raise BadInput(_("作废须写明原因。"))
        with self._open_record.act() as write:
            known = [one.entry for one in referrals_of(self._open_record.incident(ident))]
            if entry not in known:
                raise BadInput(_("这一条已经作废，或者后来又记了别的。"))
            write.append(Struck(entry=entry, reason=reason.strip()), ident)


def referrals_of(incident: Incident) -> tuple[ReferralView, ...]:
    """Return every referral of an incident in the order in which they were made."""
    return tuple(_referrals(incident))


def _referrals(incident: Incident) -> Iterator[ReferralView]:
    for (service, family), marks in incident.referrals.by_key.items():
        last = marks.get("done") or marks.get("made")
        if last is not None:
            yield _referral(incident, service, family, last)


def _referral(incident: Incident, service: str, family: str, last: Mark) -> ReferralView:
    known, event = incident.families.by_id.get(family), last.event
    return ReferralView(
        service=service,
        name=event.name,
        lead=event.lead,
        family=family,
        whose=known.kept.casualty if known else "",
        state=event.state,
        state_name=REFERRAL_STATES[event.state],
        entry=last.entry,
        at=last.at,
        words=" ".join(filter(None, (event.who, event.words, _("{by}记").format(by=last.by)))),
    )


def _view(service: Service, referrals: tuple[ReferralView, ...]) -> ServiceView:
    return ServiceView(
        code=service.code,
        name=service.name,
        lead=service.leads[0],
        leads="、".join(service.leads),
        whose=f"{service.audience} {service.stage}",
        referrals=tuple(one for one in referrals if one.service == service.code),
    )


def _name(service: Service) -> Name:
    return Name(service.code, service.name, (*service.leads, service.stage))
