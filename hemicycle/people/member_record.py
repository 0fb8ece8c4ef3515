"""What a form or a spreadsheet says of a Member: made safe to keep, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hemicycle.consultations.languages import FALLBACK, is_language
from hemicycle.people.details import clean, has_pictures
from hemicycle.people.models.members import (
    CODE_LENGTH,
    LAST_PLACE,
    NAME_LENGTH,
    PHONE_LENGTH,
    REASON_LENGTH,
    SOURCE_LENGTH,
)
from hemicycle.people.reasons import PeopleCode
from hemicycle.people.state_names import listed_names
from hemicycle.rules.bodies import Belongs, CodeForm
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from hemicycle.consultations.bodies import BodySettings, KindSetting, PlaceSetting
    from hemicycle.people.models import Contact, Member

#: Where a name comes from if nobody says where.
SECRETARIAT = "secretariat"
#: A year beyond these was mistyped.
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
#: Longer than any field: refused by its length, and not worth cleaning first.
_LONGEST = 10_000
#: So many further addresses of a Member get copies of its letters.
MOST_COPIES = 5

#: First and last day, both included; no last day while it goes on.
Days: TypeAlias = "tuple[date, date | None]"
#: The same, and whether as a deputy member.
SeatDays: TypeAlias = "tuple[date, date | None, bool]"


@dataclass(frozen=True)
class ContactRecord:
    """Whom the secretariat writes to at a Member; with ``copies``, a further address, which may lack name and language.

    As ``models.Contact``.
    """

    name: str
    email: str
    phone: str = ""
    language: str = FALLBACK
    copies: bool = False

    @classmethod
    def of(cls, row: Contact) -> ContactRecord:
        """As it is kept."""
        return cls(row.name, row.email, row.phone, row.language, row.copies)

    def cleaned(self) -> ContactRecord:
        """The same, safe to keep."""
        return replace(self, name=tidy(self.name), email=tidy(self.email).lower(), phone=tidy(self.phone))


@dataclass(frozen=True)
class MemberRecord:
    """A Member as it shall be. What is ``None`` is left as it is.

    Attributes:
        names: By language: short form and official form. A language that is not here is left as it is; an
            empty short form is that of ``state_names``.
        names_since: From this day the names are new ones; without it, they correct those in force.
        names_on: The day whose names are corrected; that of the act by default.
        names_from: Where the names come from; kept with those that change.
        kind, region, group: By their keys, as the body has them.
        seats: All periods with a seat on the organ, in place of those that are kept.
        suspensions: All periods without the right to vote, each with its reason, in place of those kept.
        contacts: All contacts and further addresses, in place of those kept.
        list_place: Its number in an order of the body's own; nought for none.
    """

    code: str
    kind: str | None = None
    region: str | None = None
    group: str | None = None
    names: Mapping[str, tuple[str, str]] | None = None
    names_from: str = SECRETARIAT
    names_since: date | None = None
    names_on: date | None = None
    seats: Sequence[SeatDays] | None = None
    suspensions: Sequence[tuple[date, date | None, str]] | None = None
    contacts: Sequence[ContactRecord] | None = None
    list_place: int | None = None

    def cleaned(self, body: BodySettings) -> MemberRecord:
        """The same, safe to keep; periods in the order of their days."""
        names, seats, suspensions, contacts = self.names, self.seats, self.suspensions, self.contacts
        return replace(
            self,
            code=body.code(tidy(self.code), self.kind or ""),
            region=None if self.region is None else _key(tidy(self.region), body.regions),
            group=None if self.group is None else _key(tidy(self.group), body.groups),
            names=None if names is None else {code: (tidy(a), tidy(b)) for code, (a, b) in names.items()},
            names_from=tidy(self.names_from),
            seats=None if seats is None else sorted(seats, key=lambda days: days[0]),
            suspensions=None
            if suspensions is None
            else sorted(((start, end, tidy(why)) for start, end, why in suspensions), key=lambda row: row[0]),
            contacts=None if contacts is None else [contact.cleaned() for contact in contacts],
        )


def _key(text: str, places: Iterable[PlaceSetting]) -> str:
    """The key of a region or group in the letters of the body; what is none stays as it is."""
    return next((place.key for place in places if place.key.lower() == text.lower()), text)


def tidy(text: str) -> str:
    """Text safe to keep; what no field can hold stays as it is, and is refused."""
    return clean(text) if len(text) <= _LONGEST else text


def problems(
    record: MemberRecord, body: BodySettings, languages: Collection[str], before: Member | None = None
) -> list[Reason]:
    """All that is wrong with a record, cleaned already; empty where nothing is.

    Args:
        body: Of its body.
        languages: Those of the consultation at which it is entered: a new Member has a name in one of them.
        before: The Member that it changes, with its names; none where it makes one.
    """
    key = before.kind if before else record.kind
    if not key or (before is None and not body.has_kind(key)):
        return [Reason(PeopleCode.MEMBER_KIND_MISSING)]
    kind = body.kind(key)
    return [
        *_identity_problems(record, kind, before),
        *_place_problems(record, kind, body, before),
        *_name_problems(record, languages, before),
        *_status_problems(record, kind),
        *_contact_problems(record.contacts or ()),
    ]


def _identity_problems(record: MemberRecord, kind: KindSetting, before: Member | None) -> Iterator[Reason]:
    # Of a kind that there is no longer, the code stays as it is.
    same = before is not None and before.code == record.code
    if not same and (len(record.code) > CODE_LENGTH or not kind.coding.fits(record.code)):
        country = kind.codes is CodeForm.COUNTRY
        yield (
            Reason(PeopleCode.MEMBER_CODE_COUNTRY)
            if country
            else Reason(PeopleCode.MEMBER_CODE_SLUG, {"prefix": kind.prefix, "limit": CODE_LENGTH})
        )
    if before is not None and record.kind is not None and record.kind != kind.key:
        yield Reason(PeopleCode.MEMBER_KIND_FIXED)


def _place_problems(
    record: MemberRecord, kind: KindSetting, body: BodySettings, before: Member | None
) -> Iterator[Reason]:
    """What is wrong with its region, its group and its place in lists."""
    for key, belongs, places, wrong, without in (
        (record.region, kind.region, body.regions, PeopleCode.MEMBER_REGION, PeopleCode.KIND_WITHOUT_REGION),
        (record.group, kind.group, body.groups, PeopleCode.MEMBER_GROUP, PeopleCode.KIND_WITHOUT_GROUP),
    ):
        wanted = "" if key is None and before is None else key
        if wanted and belongs is Belongs.NEVER:
            yield Reason(without, {"kind": kind.called()})
        elif wanted or (wanted == "" and belongs is Belongs.MUST and places):
            known = [place.key for place in places]
            if wanted not in known:
                yield Reason(wrong, {"keys": known})
    if record.list_place is not None and not 0 <= record.list_place <= LAST_PLACE:
        yield Reason(PeopleCode.MEMBER_PLACE, {"last": LAST_PLACE})


def _name_problems(record: MemberRecord, languages: Collection[str], before: Member | None) -> Iterator[Reason]:
    names = record.names or {}
    known = {language: both for language, both in names.items() if is_language(language)}
    if len(known) < len(names):
        yield Reason(PeopleCode.NAME_LANGUAGE)
    if (record.names is not None or before is None) and not _has_name(record.code, known, languages, before):
        yield Reason(PeopleCode.MEMBER_NAME_MISSING)
    for language, (short, official) in known.items():
        if official and not short and not record.names_since and not has_listed_name(record.code, language):
            yield Reason(PeopleCode.NAME_SHORT_MISSING)
        yield from _length_problems((text, NAME_LENGTH) for text in (short, official))
        if has_pictures(short + official):
            yield Reason(PeopleCode.NAME_HAS_PICTURES)
    if names:
        yield from _length_problems([(record.names_from, SOURCE_LENGTH)])
    if record.names_since is not None:
        yield from period_problems([(record.names_since, None)])
        if not all(short for short, _official in known.values()):
            yield Reason(PeopleCode.NAME_SHORT_MISSING)


def _has_name(
    code: str, given: Mapping[str, tuple[str, str]], languages: Collection[str], before: Member | None
) -> bool:
    """Whether a Member has a name that can stand in for a missing one; one that is kept may be in any language."""
    if has_listed_name(code, FALLBACK):  # which has what is listed in any language
        return True
    kept = {name.language for name in before.names.all()} if before else set()
    said = {language for language, (short, _official) in given.items() if short}
    return bool(kept - set(given) | (said if kept else said & set(languages)))


def has_listed_name(code: str, language: str) -> bool:
    """Whether a Member has a name in a language without anybody entering it."""
    return bool(listed_names(code, language))


def _status_problems(record: MemberRecord, kind: KindSetting) -> Iterator[Reason]:
    seats = list(record.seats or ())
    suspensions = list(record.suspensions or ())
    if seats and not kind.seats:
        yield Reason(PeopleCode.KIND_WITHOUT_SEATS, {"kind": kind.called()})
    if suspensions and not kind.votes:
        yield Reason(PeopleCode.KIND_WITHOUT_VOTES, {"kind": kind.called()})
    yield from period_problems([(start, end) for start, end, _deputy in seats])
    yield from period_problems([(start, end) for start, end, _ in suspensions])
    yield from _length_problems((why, REASON_LENGTH) for _, _, why in suspensions)


def period_problems(periods: Sequence[Days]) -> Iterator[Reason]:
    """What is wrong with periods in the order of their first days: each ends after it starts, and before the next."""
    if any(day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR for period in periods for day in period):
        yield Reason(PeopleCode.DAY_FAR_OFF)
    if any(end is not None and end < start for start, end in periods):
        yield Reason(PeopleCode.PERIOD_ORDER)
    for (_, end), (start, _) in pairwise(periods):
        if end is None or start <= end:
            yield Reason(PeopleCode.PERIODS_OVERLAP, {"first_day": start.isoformat()})


def _contact_problems(contacts: Sequence[ContactRecord]) -> Iterator[Reason]:
    for contact in contacts:
        yield from contact_problems(contact)
    addresses = [contact.email for contact in contacts]
    if len(set(addresses)) < len(addresses):
        yield Reason(PeopleCode.CONTACT_TWICE)
    if sum(contact.copies for contact in contacts) > MOST_COPIES:
        yield Reason(PeopleCode.TOO_MANY_COPIES, {"limit": MOST_COPIES})


def contact_problems(contact: ContactRecord) -> Iterator[Reason]:
    """What is wrong with a contact, cleaned already."""
    if not (contact.name or contact.copies):
        yield Reason(PeopleCode.CONTACT_NAME_MISSING)
    if not (is_language(contact.language) or (contact.copies and not contact.language)):
        yield Reason(PeopleCode.NAME_LANGUAGE)
    yield from _length_problems([(contact.name, NAME_LENGTH), (contact.phone, PHONE_LENGTH)])
    try:
        validate_email(contact.email)
    except ValidationError:
        yield Reason(PeopleCode.CONTACT_ADDRESS)


def _length_problems(texts: Iterable[tuple[str, int]]) -> Iterator[Reason]:
    for text, limit in texts:
        if len(text) > limit:
            yield Reason(PeopleCode.TEXT_TOO_LONG, {"limit": limit})
