"""家属: who they are, what was promised to them and until when, what was done (5.1)."""

from cqcmd import chance
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.measures.forms import FamilyForm, PledgeForm
from cqcmd.desk.measures.referrals import referrals_of
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.aftermath.families import Family, FamilyPromise
from cqcmd.incident.events import FamilyKept, Promised, PromiseKept, Struck
from cqcmd.incident.state import Incident
from cqcmd.parsing.person_fields import check_name, check_phones
from cqcmd.text import clean
from cqcmd.views.aftermath import FamilyView, OwedAfter, PledgeView


class FamiliesDesk:
    """The verbs of 家属."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    def keep(self, ident: str, form: FamilyForm, family: str = "") -> str:
        """Record a casualty with his family, or what is known of it from now on; returns its id.

        Raises:
            BadInput: no name, a number for a name, no telephone number in the field for them.
        """
        texts = {field: clean(getattr(form, field)).strip() for field in form.__struct_fields__}
        if not texts["casualty"]:
            raise BadInput(_("请填伤亡者的姓名；不知道的写“身份待查”。"), "casualty")
        check_name(texts["casualty"], "casualty")
        check_phones(texts["phones"], "phones")
        with self._open_record.act() as write:
            if family:
                self._family(ident, family)
            else:
                self._refuse_known(ident, texts["casualty"])
            family = family or chance.uuid().hex[:12]
            write.append(FamilyKept(family=family, **texts), ident)
        return family

    def _refuse_known(self, ident: str, casualty: str) -> None:
        standing = self._open_record.incident(ident).families.standing
        if any(known.kept.casualty == casualty for known in standing.values()):
            words = _("名单里已有{name}；同名的另一人，请在姓名后注明。")
            raise BadInput(words.format(name=casualty), "casualty")

    def withdraw(self, ident: str, family: str, reason: str) -> None:
        """Take a family off the list, with a reason. Raises BadInput: it is owed something."""
        if not reason.strip():
            raise BadInput(_("请写明为什么移出。"))
        with self._open_record.act() as write:
            known = self._family(ident, family)
            if waiting := sum(one.done is None for one in known.promises.values()):
                words = _("{name}家属还有 {n} 项承诺没有办；先办结，或把承诺作废，再移出。")
                raise BadInput(words.format(name=known.kept.casualty, n=waiting))
            event = FamilyKept(
                family=family, casualty=known.kept.casualty, withdrawn=reason.strip()
            )
            write.append(event, ident)

    def promise(self, ident: str, family: str, form: PledgeForm) -> None:
        """Record what was promised to a family. Raises BadInput."""
        if not form.text.strip():
            raise BadInput(_("请填承诺了什么。"), "text")
        with self._open_record.act() as write:
            self._family(ident, family)
            event = Promised(
                text=form.text.strip(), due=form.due, family=family, owner=form.owner.strip()
            )
            write.append(event, ident)

    def done(self, ident: str, entry: str, words: str = "") -> None:
        """Record that a promise was kept, and what was done."""
        with self._open_record.act() as write:
            if entry not in self._open_record.incident(ident).promises:
                raise BadInput(_("这件承诺已经办结。"))
            write.append(PromiseKept(entry=entry, words=words.strip()), ident)

    def take_back(self, ident: str, entry: str, reason: str) -> None:
        """Make a promise void, with a reason: it was not given, or not so."""
        if not reason.strip():
            raise BadInput(_("作废须写明原因。"))
        with self._open_record.act() as write:
            families = self._open_record.incident(ident).families.standing.values()
            if not any(entry in family.promises for family in families):
                raise BadInput(_("这件承诺已经作废。"))
            write.append(Struck(entry=entry, reason=reason.strip()), ident)

    def _family(self, ident: str, family: str) -> Family:
        found = self._open_record.incident(ident).families.standing.get(family)
        if found is None:
            raise BadInput(_("名单里没有这一户，请回到家属里再选。"))
        return found

    # What is shown

    def shown(self, ident: str) -> tuple[FamilyView, ...]:
        """Return the families on the list, those with something overdue or waiting first."""
        incident = self._open_record.incident(ident)
        found = [_view(self._open_record, incident, *each) for each in _standing(incident)]
        return tuple(sorted(found, key=lambda family: not family.waiting))

    def owed(self, ident: str) -> OwedAfter:
        """Return how many families, promises and referrals there are, and how many wait."""
        now, families = self._open_record.clock.now(), self.shown(ident)
        waiting = [one for family in families for one in family.waiting]
        referrals = referrals_of(self._open_record.incident(ident))
        return OwedAfter(
            families=len(families),
            promises=sum(len(family.promises) for family in families),
            waiting=len(waiting),
            overdue=sum(one.due is not None and one.due < now for one in waiting),
            referrals=len(referrals),
            done=sum(one.state == "done" for one in referrals),
        )


def _standing(incident: Incident) -> list[tuple[str, Family]]:
    return list(incident.families.standing.items())


def _view(open_record: OpenRecord, incident: Incident, ident: str, family: Family) -> FamilyView:
    kept = family.kept
    return FamilyView(
        ident=ident,
        casualty=kept.casualty,
        harm=kept.harm,
        kin=kept.kin,
        phones=kept.phones,
        contact=kept.contact,
        words=kept.words,
        since=family.since,
        promises=tuple(_pledge(one) for one in family.promises.values()),
        referrals=tuple(one for one in referrals_of(incident) if one.family == ident),
    )


def _pledge(one: FamilyPromise) -> PledgeView:
    done = one.done
    return PledgeView(
        entry=one.entry,
        text=one.event.text,
        owner=one.event.owner,
        at=one.at,
        due=one.event.due,
        done_at=done.at if done else None,
        done=" ".join(filter(None, (done.words, done.by))) if done else "",
    )
