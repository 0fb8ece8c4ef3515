"""Load the seed: what is missing is added, what is there stays as it is.

So a name that somebody has checked since, or a registration that was withdrawn, outlives the next load.
"""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction

from hemicycle.agenda.models import AgendaPublication, Item
from hemicycle.consultations.document_contents import contents_of
from hemicycle.consultations.models import Body, Consultation, RuleSource
from hemicycle.consultations.presets import preset
from hemicycle.correspondence.models import Enquiry, Letter, Reply
from hemicycle.documents.models import Document
from hemicycle.documents.numbering import Numbering
from hemicycle.documents.record import DocumentRecord
from hemicycle.ops.seed import correspondence, files
from hemicycle.ops.seed.replying import without_receipts
from hemicycle.people.models import FocalPoint, Invitation, Member, MemberName, Person, Registration, Seat
from hemicycle.people.state_names import LISTED, listed_names
from hemicycle.rules.capacity import Role
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Manager

log = logging.getLogger(__name__)

#: The only source of names that the organisation itself published.
PUBLISHED = "itu-PR38"
LETTER_LANGUAGE = "zh"
#: Of the consultation, and of the names that it uses.
YEAR = 2020
#: Made up too: the time from one registration to the next.
BETWEEN = timedelta(minutes=90)
#: Of a sitting's three hours; the rest is for opening it and for what takes longer.
PLANNED_MINUTES = 165
#: Kinds of Members of the body.
STATE, PALESTINE, SECTOR_MEMBER = "state", "palestine", "sector_member"
COUNTED: dict[str, Manager[Any]] = {
    "consultations": Consultation.objects,
    "sources of rules": RuleSource.objects,
    "Members": Member.objects,
    "names of Members": MemberName.objects,
    "seats on the Council": Seat.objects,
    "invitations": Invitation.objects,
    "people": Person.objects,
    "registrations": Registration.objects,
    "focal points": FocalPoint.objects,
    "documents": Document.objects,
    "items": Item.objects,
    "sittings": Sitting.objects,
    "letters": Letter.objects,
    "enquiries": Enquiry.objects,
    "replies": Reply.objects,
    "agendas and time plans": AgendaPublication.objects,
}


def load() -> dict[str, tuple[int, int]]:
    """Bring the seed into the database, in one transaction.

    Returns:
        For each kind of row, how many were added and how many there are: ``{name: (added, all)}``.
    """
    with without_receipts(), transaction.atomic():
        before = {name: rows.count() for name, rows in COUNTED.items()}
        body = _load_body(files.consultation())
        _load_members(body, files.members())
        consultation = load_consultation(body, files.consultation())
        load_sources(consultation, files.rule_sources())
        invite(consultation)
        load_people(consultation, files.people())
        load_agenda(consultation, files.items())
        load_sittings(consultation, files.consultation().sittings)
        _load_test_session(consultation, files.consultation().test_session)
        _load_correspondence(consultation)
        after = {name: rows.count() for name, rows in COUNTED.items()}
    return {name: (after[name] - before[name], after[name]) for name in COUNTED}


def _load_correspondence(consultation: Consultation) -> None:
    """Add the letters, but to no installation whose people were changed since, so that they cannot have answered."""
    try:
        with transaction.atomic():
            correspondence.load(consultation)
    except (Refusal, LookupError) as error:
        log.warning("the letters of 2020 were not added: %s", error)


def _states(all_members: files.Members) -> Iterator[files.State]:
    yield from all_members.council.states
    yield from all_members.observer_states
    yield all_members.palestine


def _load_body(record: files.ConsultationFile) -> Body:
    """That of the preset, as an older installation has it too."""
    settings = preset(record.preset).body
    return Body.objects.get_or_create(
        slug=record.preset, defaults={"name": settings["organ"]["name"], "settings": settings}
    )[0]


def _load_members(body: Body, all_members: files.Members) -> None:
    palestine = all_members.palestine.code
    rows = [
        Member(
            body=body,
            code=state.code,
            kind=PALESTINE if state.code == palestine else STATE,
            region=state.region,
        )
        for state in _states(all_members)
    ]
    rows += [
        Member(body=body, code=member.code, kind=SECTOR_MEMBER, group=member.sector, made_up=True)
        for member in all_members.sector_members
    ]
    Member.objects.bulk_create(rows, ignore_conflicts=True)
    by_code = {member.code: member for member in Member.objects.filter(body=body)}
    names = [
        MemberName(
            member=by_code[state.code],
            language=language,
            name=name.name,
            source=name.source,
            checked=name.source == PUBLISHED,
        )
        for state in _states(all_members)
        for language, name in state.names.items()
    ]
    names += [name for kept in list(names) for name in _later_names(kept)]
    names += [
        MemberName(member=by_code[member.code], language="en", name=member.name, source="made-up")
        for member in all_members.sector_members
    ]
    known = set(MemberName.objects.values_list("member", "language"))
    MemberName.objects.bulk_create(name for name in names if (name.member.pk, name.language) not in known)
    seated = set(Seat.objects.filter(member__body=body).values_list("member__code", flat=True))
    # The term ended with 2022. The seats have no end here, so that a demonstration of today, in which classes
    # are read as at today (rule 5), has its Council.
    Seat.objects.bulk_create(
        Seat(member=by_code[state.code], start=all_members.council.start)
        for state in all_members.council.states
        if state.code not in seated
    )


def _later_names(kept: MemberName) -> Iterator[MemberName]:
    """What the State was called afterwards: the names of the seed are those of 2020."""
    for listed in listed_names(kept.member.code, kept.language):
        if listed.since is not None and listed.since.year > YEAR:
            yield MemberName(
                member=kept.member, language=kept.language, since=listed.since, name=listed.name, source=LISTED
            )


def load_consultation(body: Body, record: files.ConsultationFile) -> Consultation:
    """A consultation of the body, unless it is there."""
    settings = preset(record.preset).settings
    consultation, _ = Consultation.objects.get_or_create(
        slug=record.slug,
        defaults={
            "body": body,
            "title": record.title,
            "physical_session": record.physical_session,
            "time_zone": record.time_zone,
            "settings": {
                **settings,
                "document_series": [
                    {**series, "pattern": record.symbols[series["key"]]} for series in settings["document_series"]
                ],
                "lists": [row.model_dump(mode="json") for row in record.lists],
                "sitting_days": record.sitting_days.model_dump(mode="json"),
            },
            "first_day": record.first_day,
            "last_day": record.last_day,
            "registration_opens_at": record.registration_opens.replace(tzinfo=ZoneInfo(record.time_zone)),
        },
    )
    return consultation


def load_sources(consultation: Consultation, records: list[files.RuleSourceRecord]) -> None:
    """Where the body's own texts say what the rules of a consultation say."""
    RuleSource.objects.bulk_create(
        (
            RuleSource(consultation=consultation, rule=rule.value, text=record.text)
            for record in records
            for rule in record.rules
        ),
        ignore_conflicts=True,
    )


def invite(consultation: Consultation) -> None:
    """Every Member takes part."""
    Invitation.objects.bulk_create(
        (Invitation(consultation=consultation, member=member) for member in consultation.body.members.all()),
        ignore_conflicts=True,
    )


def load_people(consultation: Consultation, records: list[files.PersonRecord]) -> None:
    """Who takes part, and who answers for a Member; people who are there already are the same ones."""
    Person.objects.bulk_create(
        (
            Person(
                email=record.email,
                name=record.name,
                family_name=record.family_name,
                language=record.language,
                time_zone=record.time_zone,
                made_up=True,
                password=make_password(None),
            )
            for record in records
        ),
        ignore_conflicts=True,
    )
    opened = consultation.registration_opens_at or datetime.combine(consultation.first_day, time(), consultation.zone)
    persons = Person.objects.in_bulk([record.email for record in records], field_name="email")
    members = {member.code: member for member in consultation.body.members.all()}
    Registration.objects.bulk_create(
        (
            Registration(
                consultation=consultation,
                person=persons[record.email],
                member=members[record.member] if record.member else None,
                role=record.role.value,
                status=record.status.value,
                status_reason=record.status_reason,
                delegation_role=record.delegation_role,
                function=record.function,
                booth_languages=record.booth_languages,
                asked_at=opened + number * BETWEEN,
            )
            for number, record in enumerate(records)
        ),
        ignore_conflicts=True,
    )
    answered_for = set(consultation.focal_points.values_list("member__code", flat=True))
    made_up = consultation.focal_points.filter(person__made_up=True, delegated_by=None)
    # Loaded by a version without letters, they began in May: the first letter was answered in April.
    made_up.filter(start__gt=opened, start__date__lt=consultation.first_day).update(start=opened)
    FocalPoint.objects.bulk_create(
        FocalPoint(consultation=consultation, member=members[record.member], person=persons[record.email], start=opened)
        for record in records
        if record.focal_point and record.member and record.member not in answered_for
    )


def load_agenda(consultation: Consultation, records: list[files.ItemRecord]) -> None:
    """The items with their documents; those of the first list are on the agenda."""
    # As a page or an import keeps them: what they carry has an order.
    contents, numbering = contents_of(consultation), Numbering(consultation)
    known = [
        numbering.of(DocumentRecord(row.document, row.title, tuple(row.contains)).cleaned(contents))
        for row in records
        if row.document
    ]
    there = set(consultation.documents.values_list("symbol", flat=True))
    posted = files.consultation().registration_opens.replace(tzinfo=consultation.zone)
    Document.objects.bulk_create(
        (
            Document(
                consultation=consultation,
                symbol=row.symbol,
                title=row.title,
                contains=list(row.contains),
                series=row.series,
                number=number,
                posted_at=posted,
            )
            for row, number in ((one.record, one.number) for one in known)
            if row.symbol not in there
        ),
    )
    documents = {document.symbol: document for document in consultation.documents.all()}
    Item.objects.bulk_create(
        (
            Item(
                consultation=consultation,
                listing=record.listing,
                number=record.number,
                title=record.title,
                unchecked=[language for language in record.title if language != LETTER_LANGUAGE],
                document=documents.get(record.document),
                position=record.number if record.listing == files.URGENT else None,
                minutes=record.minutes,
            )
            for record in records
        ),
        ignore_conflicts=True,
    )


def load_sittings(consultation: Consultation, calendar: files.Calendar) -> None:
    """The sittings with their items, which a Vice-Chair presides over."""
    presiding = consultation.registrations.get(role=Role.VICE_CHAIR.value)
    Sitting.objects.bulk_create(
        (
            Sitting(
                consultation=consultation,
                number=number,
                opens_at=datetime.combine(day, calendar.opens, consultation.zone),
                closes_at=datetime.combine(day, calendar.closes, consultation.zone),
                presiding=presiding,
            )
            for number, day in enumerate(calendar.days, start=1)
        ),
        ignore_conflicts=True,
    )
    sittings = consultation.sittings.filter(kind=SittingKind.SITTING.value).order_by("number")
    if not Sitting.planned.through.objects.filter(sitting__in=sittings).exists():
        for sitting, items in zip(sittings, _by_sitting(consultation), strict=False):
            sitting.planned.set(items)


def _load_test_session(consultation: Consultation, session: files.PlatformTest) -> None:
    """The test of the platform, beside the calendar (rule 47)."""
    hours = {
        "opens_at": datetime.combine(session.day, session.opens, consultation.zone),
        "closes_at": datetime.combine(session.day, session.closes, consultation.zone),
    }
    consultation.sittings.get_or_create(number=1, kind=SittingKind.TEST.value, defaults=hours)


def _by_sitting(consultation: Consultation) -> Iterator[list[Item]]:
    """The agenda in its order, cut where an item would not end within a sitting's time (rule 16)."""
    taken: list[Item] = []
    for item in consultation.items.filter(position__isnull=False).order_by("position"):
        if sum(other.minutes for other in taken) + item.minutes > PLANNED_MINUTES:
            yield taken
            taken = []
        taken.append(item)
    yield taken
