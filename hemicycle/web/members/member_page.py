"""A Member's page: names, seats and votes, contacts, consultations."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import localized
from hemicycle.people import queries as people
from hemicycle.rules.bodies import Belongs
from hemicycle.rules.capacity import Period
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import run, sent
from hemicycle.web.access.permissions import participant
from hemicycle.web.members.forms import AsAt
from hemicycle.web.members.members_page import rows_of, seat_words
from hemicycle.web.members.name_rows import name_rows
from hemicycle.web.members.page_actions import ACTIONS, AtMember
from hemicycle.web.members.page_forms import ActionForm, PageForms, explain
from hemicycle.web.members.timeline import days, timeline
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.labels import plain_date

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.bodies import KindSetting
    from hemicycle.people.models import Contact, Member
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class PeriodRow:
    """A seat or a suspension in words, with the forms that end it."""

    words: str
    reason: str
    in_force: bool
    end: ActionForm | None
    remove: ActionForm

    @property
    def is_wrong(self) -> bool:
        """One of its forms was sent, and refused."""
        return self.remove.is_wrong or (self.end is not None and self.end.is_wrong)


@dataclass(frozen=True)
class ContactRow:
    """A contact or a further address, with the forms that change it."""

    contact: Contact
    name: str
    change: ActionForm
    remove: ActionForm


def _seats(member: Member, on: date, forms: PageForms) -> list[PeriodRow]:
    rows = []
    for seat in sorted(member.organ_seats.all(), key=lambda seat: seat.start):
        period, key = seat.seating, seat.start.isoformat()
        title = seat_words(period, forms.at.consultation.body)
        end = forms("seat-end", key, title=title, end=seat.end)
        remove = forms("seat-remove", key, title=title)
        rows.append(PeriodRow(title, "", period.covers(on), end, remove))
    return rows


def _suspensions(member: Member, on: date, forms: PageForms) -> list[PeriodRow]:
    rows = []
    for row in sorted(member.vote_suspensions.all(), key=lambda row: row.start):
        period, key = Period(row.start, row.end), row.start.isoformat()
        remove = forms("suspension-remove", key, title=days(period))
        rows.append(PeriodRow(days(period), row.reason, period.covers(on), None, remove))
    return rows


def _contacts(member: Member, forms: PageForms) -> list[ContactRow]:
    return [
        ContactRow(
            row,
            row.name,
            forms(
                "contact",
                row.email,
                title=row.name,
                name=row.name,
                email=row.email,
                phone=row.phone,
                language=row.language,
            ),
            forms("contact-remove", row.email, title=row.name),
        )
        for row in sorted(member.contacts.all(), key=lambda row: row.pk)
        if not row.copies
    ]


def _further_addresses(member: Member, forms: PageForms) -> list[ContactRow]:
    return [
        ContactRow(
            row,
            str(row),
            forms("further", row.email, title=str(row), name=row.name, email=row.email, language=row.language),
            forms("further-remove", row.email, title=str(row)),
        )
        for row in sorted(member.contacts.all(), key=lambda row: row.pk)
        if row.copies
    ]


def _takes_part(member: Member, forms: PageForms) -> bool:
    return any(row.consultation_id == forms.at.consultation.pk for row in member.invitations.all())


def _find(at: InConsultation, code: str) -> Member:
    member = people.find_whole_member(at.consultation.body_id, code)
    if member is None:
        raise Http404(code)
    return member


@page(participant(to_send=Action.MEMBER_EDIT), FORM)
def member(request: HttpRequest, at: InConsultation, code: str) -> HttpResponse:
    """Everything about a Member as at a day; the secretariat changes it here."""
    here = AtMember(at.consultation, at.visitor, at.performer, at.now, code, request.POST.get("key", ""))
    member = _find(at, code)
    if request.method != "POST":
        return _shown(request, member, PageForms(here))
    action = sent(request, ACTIONS, unknown=PermissionDenied)

    def again(refused: Again) -> HttpResponse:
        if refused.form is not None and refused.reason is not None:
            explain(refused.form, refused.reason)
        typed = ActionForm(action.name, here.key, refused.form) if refused.form is not None else None
        return _shown(request, _find(at, code), PageForms(here, typed), refused.status)

    return run(request, here, action, then=request.get_full_path(), again=again)


def _shown(request: HttpRequest, member: Member, forms: PageForms, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return render(request, "web/members/member.html", _context(request, member, forms), status=status)


def _context(request: HttpRequest, member: Member, forms: PageForms) -> dict[str, object]:
    asked = AsAt(request.GET)
    on = asked.day(timezone.localdate())
    seats = member.seats
    suspensions = [Period(row.start, row.end) for row in member.vote_suspensions.all()]
    body = forms.at.consultation.body
    kind, organ = body.has.kind(member.kind), body.has.organ
    return {
        "consultation": forms.at.consultation,
        "row": rows_of([member], forms.at.consultation, on)[0],
        "member": member,
        "day": plain_date(on),
        "asked": asked,
        "edits": forms.at.edits,
        "sent": forms.sent,
        "organ": {"name": localized(organ.name), "member": organ.seat()} if organ and (kind.seats or seats) else None,
        "votes": kind.votes or bool(suspensions),
        "timeline": timeline(seats, suspensions, on) if seats or suspensions else None,
        "names": name_rows(member, on, forms),
        "seats": _seats(member, on, forms),
        "suspensions": _suspensions(member, on, forms),
        "takes_part": _takes_part(member, forms),
        **(_for_secretariat(member, kind, forms) if forms.at.edits else {}),
    }


def _for_secretariat(member: Member, kind: KindSetting, forms: PageForms) -> dict[str, object]:
    """What nobody else is shown: contacts, and the forms that stand once on the page."""
    body = forms.at.consultation.body.has
    has = {
        "region": (kind.region, body.regions, labels.region(body)),
        "group": (kind.group, body.groups, labels.group(body)),
    }
    return {
        "contacts": _contacts(member, forms),
        "further_addresses": _further_addresses(member, forms),
        "new_further": forms("further", ""),
        "places": [
            *(
                forms(name, "", title=title, **{name: getattr(member, name)})
                for name, (belongs, there, title) in has.items()
                if there and belongs is not Belongs.NEVER
            ),
            *(
                [forms("list-place", "", title=_("Place in lists"), list_place=member.list_place)]
                if body.order.places
                else []
            ),
        ],
        "participation": forms("take-out" if _takes_part(member, forms) else "invite", ""),
        "new_contact": forms("contact", ""),
        "new_seat": forms("seat", ""),
        "suspend": forms("suspension", ""),
        "restore": forms("restore", ""),
        "remove": forms("remove", ""),
    }
