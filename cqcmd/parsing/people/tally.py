"""The tally of people: what all mentions of a sentence come to, field by field."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.i18n import _
from cqcmd.parsing.people.mention import DENIED, GUESSED, HELD, WHOSE, Mention
from cqcmd.parsing.quantities import Quantity, write_quantity
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Amount

_FIELDS = {
    t.DEAD: "deaths",
    t.SERIOUS: "serious_injuries",
    t.LIGHT: "light_injuries",
    t.INJURED: "injuries_unclear",
    t.MISSING: "missing",
    t.BURIED: "trapped",
}
_INJURED_PARTS = (t.DEAD, t.SERIOUS, t.LIGHT)
_SPOKEN_PARTS = (
    "又走了",
    "伤重",
    "不治",
    "当场",
    "现场",
    "途中",
    "送医",
    "抢救",
    "送往",
    "医院",
    "后",
)
_WEAK = ("暂", "目前", "尚", "发现", "接到", "未见")


class Tallied(Struct):
    """What a field comes to: least and greatest, where it was said, what is to be asked."""

    field: str
    least: Decimal | None
    greatest: Decimal
    start: int
    end: int
    question: str = ""
    parts: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def text(self) -> str:
        """Write it as the field of the form takes it."""
        least = None if self.least is None else int(self.least)
        return write_quantity(Quantity(least, int(self.greatest)), "people")


class Tally:
    """Takes mentions one by one; ``stranding`` says whether the equipment strands people."""

    def __init__(self, stranding: bool | None, standing: Mapping[str, Quantity], text: str) -> None:
        self._stranding = stranding
        self._text = text
        self.fields: dict[str, Tallied] = {}
        self._standing = dict(standing)
        self._last: Mention | None = None
        self._counted_last: Mention | None = None
        self._last_held = "stranded" if stranding else ""
        self._held_said = False
        self._overall: set[str] = set()
        self._provisional: set[str] = set()
        self._totals: set[str] = set()
        self._corrected = False
        self._gone: Mention | None = None
        self.freed = False
        """Somebody held got out and no number says how many are left."""

    def take(self, mentions: Iterable[Mention]) -> None:
        """Add up what the mentions say, in order."""
        for mention in mentions:
            if mention.state == t.CREW:
                continue
            if mention.state == t.MOVED and self._stranding:
                mention.state, mention.change = t.OUT, "out"
            self._take(mention)
            if mention.state != t.PEOPLE and mention.guess != DENIED:
                self._last = mention
            if mention.amount is not None and mention.guess != DENIED:
                self._counted_last = mention

    def _take(self, mention: Mention) -> None:
        if mention.guess == DENIED:
            self._deny(mention)
        elif mention.state == t.OUT:
            self._out(mention)
        elif mention.state == t.LEFT:
            self._left(mention)
        elif mention.state in (t.PEOPLE, t.INSIDE):
            self._stateless(mention)
        elif mention.state == t.HARMED:
            self._harmed(mention)
        elif mention.amount is None:
            self._uncounted(mention)
        else:
            self._counted(mention, self._field(mention))

    def _field(self, mention: Mention) -> str:
        if mention.state in (t.STUCK, t.HANGING, t.INSIDE):
            self._held_said = True
            unknown = self._stranding is None and mention.state == t.STUCK
            self._last_held = "trapped" if unknown or self._stranding is False else "stranded"
            return self._last_held
        if mention.state == t.BURIED:
            self._held_said = True
            if not self._stranding:  # caught in the door of a lift is not shut in
                self._last_held = "trapped"
            return "trapped"
        if mention.state == t.MOVED:
            return "relocation_planned" if mention.planned else "relocated"
        return _FIELDS[mention.state]

    # Counted

    def _counted(self, mention: Mention, field: str) -> None:
        amount = mention.amount
        assert amount is not None
        if mention.state == t.DEAD and self._still_tried(mention):
            mention.doubt = True
        if mention.state == t.MISSING and "失联" in self._words(mention):
            mention.doubt = True
        was = self.fields.get(field)
        if mention.inner and was is not None and mention.change == "is" and mention.state != t.DEAD:
            return  # 重伤8人（含急性中毒3人）
        said = self._said(mention, amount, field)
        if mention.was:
            self._move(mention)
        if mention.change == "more" and was is None and field in self._standing:
            was = self._stood(field)
        if mention.change == "former":
            self.fields.setdefault(field, said)
            self._provisional.add(field)
            self._corrected = "不是" in self._text[max(mention.start - 4, 0) : mention.end]
            return
        if (
            was is not None
            and field in self._provisional
            and mention.change == "is"
            and not self._is_a_part(mention, was)
        ):
            was = None
        self._provisional.discard(field)
        if mention.change == "total":
            self._totals.add(field)
        elif field in self._totals and mention.change == "is" and was is not None:
            if said.greatest <= was.greatest:
                return  # a part of the total told before
        if was is None or mention.change in ("fixed", "total", "left"):
            self.fields[field] = said
        elif field in self._overall:
            self._overall.discard(field)
            self.fields[field] = said
        elif mention.change == "more" or self._is_a_part(mention, was):
            self.fields[field] = _sum(was, said)
        elif self._besides(mention):
            self.fields[field] = self._with_those(was, said)
        elif field == "injuries_unclear" and self._rest_of(was, said):
            self.fields[field] = said
        elif (was.least, was.greatest) != (said.least, said.greatest):
            self.fields[field] = self._contradicted(was, said)
        self._take_from_injured(mention, said)
        self._died_of_wounds(mention)

    def _still_tried(self, mention: Mention) -> bool:
        """没有心跳了，正在做心肺复苏: nobody has said that they are dead."""
        faint = any(word in self._words(mention) for word in ("心跳", "呼吸", "没气", "生命"))
        of_them = _NEXT_PEOPLE.split(self._text[mention.end : mention.end + 24])[0]
        return faint and bool(_REVIVING.search(of_them))

    def _died_of_wounds(self, mention: Mention) -> None:
        """又有1人抢救无效死亡: one of the injured told before, though nobody says so."""
        injured = self.fields.get("injuries_unclear")
        words = self._words(mention) + mention.manner
        later = any(word in words for word in ("抢救无效", "救治无效", "伤重", "不治", "又走了"))
        if mention.state != t.DEAD or mention.was or mention.inner or not later or injured is None:
            return
        if mention.amount is None or injured.start > mention.start:
            return
        question = _("其中有人后来死亡，伤者还有几人？")
        self.fields["injuries_unclear"] = replace(_less(injured, mention.amount), question=question)

    def _said(self, mention: Mention, amount: Amount, field: str) -> Tallied:
        least: Decimal | None = amount.least
        if amount.about or mention.doubt:
            least = None
        if field == "relocation_planned":
            least = None if amount.about else amount.least
        return Tallied(
            field, least, amount.greatest, mention.start, mention.end,
            self._question(mention, amount), (mention.manner + self._words(mention),), ((mention.start, mention.end),),
        )  # fmt: skip

    def _question(self, mention: Mention, amount: Amount) -> str:
        words = self._words(mention)
        if mention.guess == WHOSE:
            return _("“{words}”说的是哪一类人数，请核对。").format(words=words)
        if mention.guess == GUESSED:
            return _("由“{words}”读出，请核对。").format(words=words)
        if amount.more:
            return _("“{words}”按至少计，准确数是多少？").format(words=words)
        if mention.state == t.SERIOUS and "得" in words:
            return _("“{words}”先按重伤，医生确认了吗？").format(words=words)
        return ""

    def _words(self, mention: Mention) -> str:
        return self._text[mention.start : mention.end].strip()

    def _is_a_part(self, mention: Mention, was: Tallied) -> bool:
        """Deaths told in parts: on the spot, on the way, of the injured."""
        if mention.state != t.DEAD:
            return False
        if mention.was or mention.inner:
            return True
        told = mention.manner
        told += self._words(mention)
        return any(word in told for word in _SPOKEN_PARTS) and told not in was.parts

    def _besides(self, mention: Mention) -> bool:
        """还有1个烫脱皮: besides those told before, or those of them who still are."""
        before = self._text[max(mention.start - 3, 0) : mention.end]
        return "还" in before[: before.find(self._text[mention.start]) + 3]

    def _with_those(self, was: Tallied, said: Tallied) -> Tallied:
        both = _sum(was, said)
        question = _("“{words}”是另外的人吗？先按另外的算可能。").format(
            words=self._text[said.start : said.end]
        )
        return replace(both, least=was.least, question=question)

    def _rest_of(self, was: Tallied, said: Tallied) -> bool:
        """甩出去2个人，1个没气了，1个在抢救: the second number is what is left of the first."""
        after = [
            self.fields[f]
            for f in ("deaths", "serious_injuries", "light_injuries")
            if f in self.fields
        ]
        gone = sum(one.greatest for one in after if one.start > was.start)
        return (
            bool(gone)
            and was.greatest - gone in (said.greatest, 0)
            and said.greatest < was.greatest
        )

    def _contradicted(self, was: Tallied, said: Tallied) -> Tallied:
        low, high = sorted((was, said), key=lambda one: one.greatest)
        first, second = (self._text[one.start : one.end] for one in (was, said))
        words = _("说了两个数：“{first}”和“{second}”；先按少的确认、多的可能，请核对。")
        question = words.format(first=first, second=second)
        least = min((one.least for one in (low, high) if one.least is not None), default=None)
        return Tallied(
            was.field, least, high.greatest, said.start, said.end, question,
            was.parts + said.parts, was.spans + said.spans,
        )  # fmt: skip

    def _move(self, mention: Mention) -> None:
        """Take the dead out of those they were counted among."""
        field = self._field_of_state(mention.was)
        if field and field in self.fields and mention.amount is not None:
            self.fields[field] = _less(self.fields[field], mention.amount)
            if not self.fields[field].greatest:
                del self.fields[field]

    def _field_of_state(self, state: str) -> str:
        return self._last_held if state in HELD else _FIELDS.get(state, "")

    def _take_from_injured(self, mention: Mention, said: Tallied) -> None:
        """Of ``5人受伤，其中2人重伤`` three are still unclear."""
        whole = self.fields.get("injuries_unclear")
        if whole is None or mention.state not in _INJURED_PARTS or mention.was == t.INJURED:
            return
        if not self._within_injured(mention) or mention.amount is None:
            return
        self.fields["injuries_unclear"] = _less(whole, mention.amount)

    def _within_injured(self, mention: Mention) -> bool:
        if mention.inner:
            self._inner = (mention.sentence, True)
            return True
        return getattr(self, "_inner", None) == (mention.sentence, True) and mention.change == "is"

    # Without a number

    def _uncounted(self, mention: Mention) -> None:
        field = self._field(mention)
        if mention.state == t.DEAD:
            self._died(mention, field)
        elif mention.state == t.SERIOUS and self._of_those_hurt(mention):
            return
        elif mention.every and self._all_of_them(mention):
            self._counted(mention, field)
        elif mention.change == "is" and not mention.doubt and self._one_person_before(mention):
            self._assume(field, mention, self._how_many(mention))

    def _all_of_them(self, mention: Mention) -> bool:
        """里头三个人，全部遭摔伤了: those just spoken of, all of them."""
        last = self._counted_last
        near = last is not None and 0 <= mention.clause - last.clause <= 1
        if not near or last is None or last.state not in (t.PEOPLE, t.INSIDE):
            return False
        if mention.state not in (t.SERIOUS, t.LIGHT, t.INJURED):
            return False
        mention.amount, mention.guess = last.amount, GUESSED
        return True

    def _of_those_hurt(self, mention: Mention) -> bool:
        """砸伤一个，伤得重: those just told of are hurt badly."""
        last = self._counted_last
        near = last is not None and 0 < mention.clause - last.clause <= 1
        if (
            not near
            or last is None
            or last.state != t.INJURED
            or "injuries_unclear" not in self.fields
        ):
            return False
        hurt = self.fields.pop("injuries_unclear")
        question = _("“{words}”先按重伤，医生确认了吗？").format(words=self._words(mention))
        self.fields["serious_injuries"] = replace(hurt, field="serious_injuries", question=question)
        return True

    def _how_many(self, mention: Mention) -> str:
        """Ask how many, unless the words name one person: 致其身亡, 司机重伤."""
        before = self._text[max(mention.start - 6, 0) : mention.start].rstrip("被当场遭已受因")
        clause = re.split("[,;. ]", self._text[max(mention.start - 14, 0) : mention.start])[-1]
        people = sum(
            clause.count(noun) for noun in ("娃", "孩", "老", "人", "和", "带", *_RELATIVES)
        )
        if (
            before.endswith(("其", "司机", "驾驶员", *_RELATIVES))
            and "们" not in before
            and people < 3
        ):
            return ""
        return _("“{words}”没说几人，先按1人，对吗？").format(words=self._words(mention))

    def _one_person_before(self, mention: Mention) -> bool:
        before = re.split("[,;. ]", self._text[max(mention.start - 9, 0) : mention.start])[-1]
        if any(word in before for word in ("们", "等", "多", "和", "些")):
            return False
        if mention.state in HELD:
            before = before.rstrip("被遭还也都在一直现在当场")
            return before.endswith((*_RELATIVES, *_ALONE))
        return any(word in before for word in (*_RELATIVES, *_ALONE))

    def _died(self, mention: Mention, field: str) -> None:
        """Somebody died and no number stands beside it: the one person just spoken of, or asked."""
        last = self._counted_last
        if mention.doubt or mention.change == "former" or (field in self.fields and not last):
            return
        same = last is not None and last.amount is not None and last.sentence == mention.sentence
        if same and last is self._gone:
            return  # 呼吸心跳停止 and 宣布死亡 are one death
        if same and last is not None and last.amount is not None and last.state != t.DEAD:
            if mention.every or last.amount.greatest == 1 or mention.inner:
                self._died_of(last, mention, field)
                return
        remains = any(w in self._words(mention) for w in ("死者", "遗体", "尸体", "死的", "无效"))
        if field in self.fields:
            other = last is None or mention.clause != last.clause
            if other and not remains and self.fields[field].greatest:
                self._ask(field, _("后面又说到死亡，一共几人？"))
            return
        before = self._text[max(mention.start - 8, 0) : mention.start]
        if any(word in before for word in _SOMEBODY):
            return
        if _HOW_MANY_UNKNOWN.match(self._text, mention.end):
            return
        if any(
            word in self._words(mention) for word in ("死者", "遗体", "尸体", "抢救无效", "死的")
        ):
            return
        self._assume(field, mention, self._how_many(mention))

    def _died_of(self, last: Mention, mention: Mention, field: str) -> None:
        self._gone = last
        gone = Mention(
            t.DEAD, last.amount, "more", mention.start, mention.end, doubt=last.doubt,
            was="" if last.state in (t.PEOPLE, t.INSIDE, t.OUT) else last.state,
            sentence=mention.sentence, manner=mention.manner,
        )  # fmt: skip
        self._counted(gone, field)

    def _assume(self, field: str, mention: Mention, question: str) -> None:
        if field not in self.fields:
            one, span = Decimal(1), (mention.start, mention.end)
            self.fields[field] = Tallied(field, one, one, *span, question, ("",), (span,))

    # Nobody, out, left

    def _deny(self, mention: Mention) -> None:
        words = self._text[max(mention.start - 10, 0) : mention.end]
        weak = any(word in words for word in _WEAK)
        question = _("只是暂时没有发现，先按 0，请核对。") if weak else ""
        for field in self._denied_fields(mention):
            if field in self.fields and self.fields[field].greatest:
                self._ask(field, _("后面又说没有，请核对。"))
            elif field and field not in self.fields:
                zero, span = Decimal(0), (mention.start, mention.end)
                self.fields[field] = Tallied(field, zero, zero, *span, question, (), (span,))

    def _denied_fields(self, mention: Mention) -> tuple[str, ...]:
        if mention.state == t.HARMED:
            return ("deaths", "serious_injuries")
        if mention.state == t.INJURED:
            # 没砸到人 says whom it missed, not that nobody was hurt.
            plain = self._words(mention).endswith(
                ("受伤", "伤", "负伤", "伤者", "伤员", "受伤者", "伤的", "伤到", "中毒")
            )
            return ("serious_injuries", "light_injuries") if plain else ()
        if mention.state in HELD:
            return (self._field(mention),)
        return () if mention.state in (t.OUT, t.LEFT, t.MOVED) else (_FIELDS[mention.state],)

    def _out(self, mention: Mention) -> None:
        field = self._out_of(mention)
        if not field:
            return
        span = (mention.start, mention.end)
        was = self.fields.get(field) or self._stood(field) or self._were_inside(field)
        if mention.amount is not None and _OTHERS.search(
            self._text[: mention.start][-6:] + self._words(mention)
        ):
            return  # 另外有两个自己跑出来了: they were never among those counted
        if mention.amount is None:
            alone = was is not None and was.greatest == 1
            self.freed = True
            if self._stranding is None and field not in self.fields:
                return
            if self._held_said and (mention.every or alone or self._all_out(mention)):
                zero = Decimal(0)
                self.fields[field] = Tallied(field, zero, zero, *span, "", (), (span,))
        elif was is not None and was.greatest >= mention.amount.greatest:
            self.fields[field] = _less(was, mention.amount, span)
            if self.fields[field].greatest and field not in self._standing:
                self._ask(field, _("由“困住”和“出来”的人数相减得出，请核对还有几人。"))
        elif was is not None and field in self.fields:
            self._ask(field, _("出来的比困住的多，请核对还有几人。"))

    def _were_inside(self, field: str) -> Tallied | None:
        amounts = [one for one in self.inside if one.amount]
        first = max(amounts, key=lambda one: one.amount.greatest if one.amount else 0, default=None)
        if field != "stranded" or first is None or first.amount is None:
            return None
        return self._said(first, first.amount, field)

    def _all_out(self, mention: Mention) -> bool:
        before = self._text[max(mention.start - 3, 0) : mention.start]
        return before.endswith(("人", "人已", "人就"))

    def _out_of(self, mention: Mention) -> str:
        words = self._words(mention)
        for field in ("missing", self._last_held, "stranded", "trapped"):
            found = "找到" in words or "联系上" in words or "搜救" in words
            if field == "missing" and not found:
                continue
            if field and (field in self.fields or field in self._standing):
                return field
        return self._last_held if self._held_said or self.inside else ""

    def _left(self, mention: Mention) -> None:
        """``还剩3人``: those of the state spoken of last who are still in it."""
        last = self._last
        if mention.amount is None:
            return
        if last is None or last.state in (t.OUT, t.LEFT, t.INSIDE):
            field = self._last_held or ("missing" if "missing" in self.fields else "")
        elif last.state == t.DEAD:
            field = "injuries_unclear" if "injuries_unclear" in self.fields else ""
        else:
            field = self._field(last)
        if field:
            self._counted(mention, field)

    def _stateless(self, mention: Mention) -> None:
        """People without a word for what became of them: inside, or a total or a correction."""
        if mention.amount is None:
            return
        if mention.change == "former":
            same = [f for f, one in self.fields.items() if one.greatest == mention.amount.greatest]
            self._provisional |= set(same)
            self._corrected = True
            return
        last = self._last
        if self._corrected and mention.alone and mention.state == t.PEOPLE:
            mention.change, self._corrected = "fixed", False
        if (
            mention.state == t.INSIDE
            and last is not None
            and last.state == t.OUT
            and mention.change == "is"
        ):
            self._counted(mention, self._last_held or "stranded")
            return
        corrects = mention.change == "fixed" or (
            mention.alone and mention.change in ("total", "more")
        )
        joins = mention.change == "more" and last is not None and last.state == t.INSIDE
        if (
            (corrects or joins)
            and last is not None
            and (mention.state == t.PEOPLE or mention.change == "fixed")
        ):
            if last.state in (t.OUT, t.LEFT, t.HARMED):
                return
            if last.state == t.INSIDE:
                self.inside.append(mention)
                return
            self._counted(mention, self._field(last))
        elif mention.state == t.INSIDE or (
            self._stranding and mention.change == "total" and mention.alone
        ):
            self.inside.append(mention)

    def finish(self) -> None:
        """Ask about what may no longer stand, and take parts out of a whole they add up to."""
        for field in self._provisional & set(self.fields):
            self._ask(field, _("这是先前的说法，现在还是这个数吗？"))
        whole = self.fields.get("injuries_unclear")
        if whole and whole.greatest and _UNHURT.search(self._text, whole.start):
            self._ask("injuries_unclear", _("后面说到有人没事，受伤的是几人？"))
        parts = [self.fields[f] for f in ("serious_injuries", "light_injuries") if f in self.fields]
        if whole and len(parts) == 2 and all(one.start > whole.start for one in parts):
            if whole.greatest and sum(one.greatest for one in parts) == whole.greatest:
                del self.fields["injuries_unclear"]
        if "injuries_unclear" in self.fields and not self.fields["injuries_unclear"].greatest:
            del self.fields["injuries_unclear"]
        hit = whole and self._hit_words(whole) and "deaths" in self.fields
        if (
            hit
            and whole
            and self.fields["deaths"].start > whole.start
            and "injuries_unclear" in self.fields
        ):
            self._ask("injuries_unclear", _("其中有人死亡，伤者还有几人？"))
        dead, buried = self.fields.get("deaths"), self.fields.get("trapped")
        if dead and dead.greatest and buried and buried.greatest and dead.start > buried.start:
            if not re.search("[;.]", self._text[buried.start : dead.start]):
                self._ask("trapped", _("其中有人死亡，还有几人被困？"))

    def _hit_words(self, injured: Tallied) -> bool:
        """砸到3个: whom it hit may be hurt or dead."""
        return bool(_HIT.search(self._text[injured.start : injured.end]))

    def _ask(self, field: str, question: str) -> None:
        if not self.fields[field].question:
            self.fields[field] = replace(self.fields[field], question=question)

    def ask_who_is_left(self) -> None:
        """Ask how many are still held where the sentence goes on to say that it ended."""
        for field in ("stranded", "trapped"):
            known = self.fields.get(field)
            if known is not None and known.greatest:
                self._ask(field, _("后面说到有人出来或恢复，现在还有几人？"))

    @property
    def inside(self) -> list[Mention]:
        """People of whom only the place is said."""
        if not hasattr(self, "_inside"):
            self._inside: list[Mention] = []
        return self._inside

    def _harmed(self, mention: Mention) -> None:
        """``伤亡5人`` may be five dead or five injured: it confirms neither and makes both possible."""
        if mention.amount is None:
            return
        question = _("伤亡中死、重伤、轻伤各几人？")
        span = (mention.start, mention.end)
        for field in ("deaths", "injuries_unclear"):
            if field not in self.fields:
                self.fields[field] = Tallied(
                    field, None, mention.amount.greatest, *span, question, (), (span,)
                )
                self._overall.add(field)

    def _stood(self, field: str) -> Tallied | None:
        quantity = self._standing.get(field)
        if quantity is None or quantity.possible is None:
            return None
        least = None if quantity.confirmed is None else Decimal(quantity.confirmed)
        return Tallied(field, least, Decimal(quantity.possible), 0, 0)


_OTHERS = re.compile("另外?|其他")
_REVIVING = re.compile("心肺复苏|按压|在抢救|正抢救|抢救中|还在救|除颤|人工呼吸")
_NEXT_PEOPLE = re.compile(r"[\d一二两三四五六七八九十]+[个人名]")
_HOW_MANY_UNKNOWN = re.compile(
    "[ ]?(?:好多|好几|几个|几人|多少|不少|一些|没得|没有|没人|很多|多个|数不|个人|人不|了好)"
)
_HIT = re.compile("[砸打撞夹烫烧炸伤甩摔]到|甩出|甩下|摔下|遭|中毒|受伤")
_UNHURT = re.compile("[个人](?:都)?没得?事|无恙|无大碍|没受伤|未受伤")
_RELATIVES = (
    "母亲",
    "父亲",
    "妈",
    "爸",
    "爷爷",
    "奶奶",
    "外婆",
    "外公",
    "老婆",
    "老公",
    "爱人",
    "老伴",
    "儿子",
    "女儿",
    "孩子",
    "娃儿",
    "妻子",
    "丈夫",
    "婆婆",
    "老汉",
    "孙子",
    "孙女",
)
_ALONE = (
    "司机",
    "驾驶员",
    "师傅",
    "老板",
    "操作工",
    "司炉工",
    "厨师",
    "保安",
    "本人",
    "电工",
    "焊工",
)
_SOMEBODY = ("有人", "有没有人", "谁", "多人", "几个", "人数", "个人")


def _sum(was: Tallied, said: Tallied) -> Tallied:
    least = (
        None if was.least is None and said.least is None else (was.least or 0) + (said.least or 0)
    )
    start = said.start if was.start == was.end else was.start
    end = said.end
    return Tallied(
        was.field, least, was.greatest + said.greatest, min(start, said.start), max(end, was.end),
        said.question or was.question, was.parts + said.parts, was.spans + said.spans,
    )  # fmt: skip


def _less(was: Tallied, gone: Amount, span: tuple[int, int] | None = None) -> Tallied:
    least = None if was.least is None else max(was.least - gone.greatest, Decimal(0))
    greatest = max(was.greatest - gone.least, Decimal(0))
    least = least if least is None or least <= greatest else greatest
    start, end = (was.start, was.end) if was.start < was.end or span is None else span
    question = was.question if greatest else ""
    spans = was.spans if span is None else (*was.spans, span)
    return Tallied(was.field, least, greatest, start, end, question, was.parts, spans)
