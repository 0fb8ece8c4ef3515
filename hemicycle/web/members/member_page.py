"""A Member's page: names, seats and votes, contacts, consultations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES
from hemicycle.people import queries as people
from hemicycle.people.access import Requirement
from hemicycle.people.member_record import cldr_short
from hemicycle.rules.capacity import MemberKind, Period
from hemicycle.rules.permissions import Action
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may_anywhere
from hemicycle.web.members.forms import AsAt
from hemicycle.web.members.members_page import row_of
from hemicycle.web.members.page_actions import Ground
from hemicycle.web.members.page_forms import Submitted, act_form
from hemicycle.web.members.timeline import days, timeline
from hemicycle.web.toolkit.labels import plain_date

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Contact, Member
    from hemicycle.web.access.permissions import AtDesks
    from hemicycle.web.members.page_forms import ActForm


@dataclass(frozen=True)
class NameRow:
    """A Member's name in one language, and for the secretariat the forms that change it.

    Attributes:
        short: What is shown; a language without a name of its own borrows another's.
        source: Where it comes from; empty for CLDR and for what is borrowed.
    """

    language: str
    native: str
    short: str
    official: str
    source: str
    own: bool
    checked: bool
    borrowed: bool
    change: ActForm
    check: ActForm


@dataclass(frozen=True)
class PeriodRow:
    """A seat or a suspension in words, with the forms that end it."""

    words: str
    reason: str
    in_force: bool
    has_end: bool
    end: ActForm | None
    remove: ActForm


@dataclass(frozen=True)
class ContactRow:
    """A contact, with the forms that change it."""

    contact: Contact
    change: ActForm
    remove: ActForm


@dataclass(frozen=True)
class TakingPart:
    """A consultation, whether the Member takes part in it, and for its secretariat the form that changes it."""

    consultation: Consultation
    takes_part: bool
    change: ActForm | None


def _names(member: Member, sent: Submitted | None) -> list[NameRow]:
    kept = {name.language: name for name in member.names.all()}
    rows = []
    for language in LANGUAGES:
        own = kept.get(language)
        short = people.member_name(member, language)
        official, native = own.official if own else "", NATIVE_NAMES[language]
        cldr = cldr_short(member.kind, member.code, language)
        typed = {"short": own.name if own and own.name != cldr else "", "official": official}
        seen = {"short": own.name if own else cldr, "official": official}
        rows.append(
            NameRow(
                language,
                native,
                short,
                official,
                own.source if own else "",
                own=own is not None,
                checked=own is not None and own.checked,
                borrowed=own is None and not cldr,
                change=act_form("name", language, sent, title=native, **typed),
                check=act_form("checked", language, sent, title=native, **seen),
            )
        )
    return rows


def _seats(member: Member, on: date, sent: Submitted | None) -> list[PeriodRow]:
    rows = []
    for seat in sorted(member.council_seats.all(), key=lambda seat: seat.start):
        of, key = Period(seat.start, seat.end), seat.start.isoformat()
        end = act_form("seat-end", key, sent, title=days(of), end=seat.end)
        remove = act_form("seat-remove", key, sent, title=days(of))
        rows.append(PeriodRow(days(of), "", of.covers(on), seat.end is not None, end, remove))
    return rows


def _suspensions(member: Member, on: date, sent: Submitted | None) -> list[PeriodRow]:
    rows = []
    for row in sorted(member.vote_suspensions.all(), key=lambda row: row.start):
        of, key = Period(row.start, row.end), row.start.isoformat()
        remove = act_form("suspension-remove", key, sent, title=days(of))
        rows.append(PeriodRow(days(of), row.reason, of.covers(on), row.end is not None, None, remove))
    return rows


def _contacts(member: Member, sent: Submitted | None) -> list[ContactRow]:
    return [
        ContactRow(
            row,
            act_form(
                "contact",
                row.email,
                sent,
                title=row.name,
                name=row.name,
                email=row.email,
                phone=row.phone,
                language=row.language,
            ),
            act_form("contact-remove", row.email, sent, title=row.name),
        )
        for row in sorted(member.contacts.all(), key=lambda row: row.pk)
    ]


def _taking_part(
    member: Member, request: HttpRequest, desks: list[Consultation], sent: Submitted | None
) -> list[TakingPart]:
    """The reader's own consultations: whether the Member takes part is no business of those outside one."""
    invited = {invitation.consultation_id for invitation in member.invitations.all()}
    rows = []
    for registration in people.registrations_of(visitors.person(request)):
        consultation = registration.consultation
        takes_part = consultation.pk in invited
        form = act_form("take-out" if takes_part else "invite", consultation.slug, sent, title=str(consultation))
        rows.append(TakingPart(consultation, takes_part, form if consultation in desks else None))
    return rows


def _find(code: str) -> Member:
    found = people.find_whole_member(code)
    if found is None:
        raise Http404(code)
    return found


@page(may_anywhere(Action.MEMBER_EDIT, to_read=Requirement.SIGNED_IN), FORM)
def member(request: HttpRequest, at: AtDesks, code: str) -> HttpResponse:
    """Everything about a Member as at a day; the secretariat changes it here."""
    found, desks, sent = _find(code), at.desks, None
    if request.method == "POST":
        sent = Submitted(request.POST)
        if sent.run(Ground(desks, at.performer, code, sent.key)):
            messages.success(request, sent.deed.done)
            return redirect(request.get_full_path())
        found = _find(code)
    context = _context(request, found, desks, sent)
    return render(request, "web/members/member.html", context, status=sent.status if sent else 200)


def _context(
    request: HttpRequest, found: Member, desks: list[Consultation], sent: Submitted | None
) -> dict[str, object]:
    asked = AsAt(request.GET)
    on = asked.day(timezone.localdate())
    seats = [Period(seat.start, seat.end) for seat in found.council_seats.all()]
    suspensions = [Period(row.start, row.end) for row in found.vote_suspensions.all()]
    is_state = found.kind == MemberKind.STATE.value
    place = "sector" if found.kind == MemberKind.SECTOR_MEMBER.value else "region"
    return {
        "row": row_of(found, on),
        "member": found,
        "day": plain_date(on),
        "asked": asked,
        "desks": desks,
        "sent": sent,
        "is_state": is_state,
        "timeline": timeline(seats, suspensions, on) if seats or suspensions else None,
        "names": _names(found, sent),
        "seats": _seats(found, on, sent),
        "suspensions": _suspensions(found, on, sent),
        "consultations": _taking_part(found, request, desks, sent),
        **(_for_secretariat(found, place, sent) if desks else {}),
    }


def _for_secretariat(found: Member, place: str, sent: Submitted | None) -> dict[str, object]:
    """What nobody else is shown: contacts, and the forms that stand once on the page."""
    return {
        "contacts": _contacts(found, sent),
        "place": act_form(place, "", sent, **{place: getattr(found, place)}),
        "new_contact": act_form("contact", "", sent),
        "new_seat": act_form("seat", "", sent),
        "suspend": act_form("suspension", "", sent),
        "restore": act_form("restore", "", sent),
    }
