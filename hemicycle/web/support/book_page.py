"""The page on which people book a test slot: for themselves, and who answers for a Member for its people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hemicycle.consultations import local
from hemicycle.consultations.joins import beside
from hemicycle.fields.keys import key_of
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.support import slots
from hemicycle.support.actions import bookings as actions
from hemicycle.support.messages import refusal_message
from hemicycle.support.reasons import SupportCode
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.support.slot_access import BOOKER, AtBooking

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Registration
    from hemicycle.support.models import Slot
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class Offer:
    """A slot that can be booked, or is full.

    Attributes:
        own_time: By the clock of who reads; empty where it shows the same, or is not known.
        free: Places that are left.
        mine: It is booked for the person who is chosen.
    """

    slot: Slot
    own_time: str
    free: int
    mine: bool


def _chosen(at: AtBooking, typed: str) -> Registration | None:
    """The one for whom it is booked: of those for whom they may, or the first of these."""
    key = key_of(typed)
    return next((row for row in at.people if row.pk == key), at.people[0] if at.people and not typed else None)


def _number(request: HttpRequest, name: str) -> int:
    return key_of(request.POST.get(name, "")) or 0


def _book(at: AtBooking, request: HttpRequest, _form: None) -> Done:
    registration = _number(request, "registration")
    booked = actions.book(at.consultation.pk, at.performer, at.now, registration, _number(request, "slot"))
    when = local.moment(booked.slot.begins_at, at.consultation.zone)
    said = _("Booked for %(name)s: %(when)s. A confirmation with a calendar file is being sent by e-mail.")
    return Done(said % {"name": booked.registration.person.name, "when": when}, then=_address(at, registration))


def _cancel(at: AtBooking, request: HttpRequest, _form: None) -> Done:
    key = key_of(request.POST.get("booking", ""))
    if key is None:
        raise Refusal(SupportCode.NOTHING_BOOKED)
    actions.cancel(at.consultation.pk, at.performer, at.now, key)
    return Done(_("The booking is cancelled."), then=_address(at, _number(request, "registration")))


def _address(at: AtBooking, registration: int) -> str:
    here = reverse("book_slot", args=[at.consultation.slug])
    return here if at.own is not None and at.own.pk == registration else f"{here}?for={registration}"


BOOK = PageAction("book", Action.SLOT_BOOK, _book)
ACTIONS = registered(BOOK, PageAction("cancel", Action.SLOT_BOOK, _cancel))


@never_cache
@page(BOOKER, FORM)
def book_slot(request: HttpRequest, at: AtBooking) -> HttpResponse:
    """The slots that are still to come, and the one that is booked."""
    if request.method != "POST":
        return _page(request, at)
    here = reverse("book_slot", args=[at.consultation.slug])
    return run(request, at, sent(request, ACTIONS), then=here, again=lambda refused: _page(request, at, refused))


def _page(request: HttpRequest, at: AtBooking, refused: Again | None = None) -> HttpResponse:
    given = request.POST.get("registration", "") if refused else request.GET.get("for", "")
    chosen = _chosen(at, given) or _chosen(at, "")
    booking = slots.booking_of(chosen, at.now) if chosen else None
    zone, reader = at.consultation.zone, visitors.person(request)
    offers = [
        Offer(
            slot,
            local.own_time(slot.begins_at, zone, reader.time_zone),
            slot.places - slot.booked,  # type: ignore[attr-defined]  # annotated
            booking is not None and booking.slot_id == slot.pk,
        )
        for slot in slots.coming(at.consultation, at.now)
    ]
    for offer in offers:
        offer.slot.sitting.consultation = at.consultation
    context = {
        "consultation": at.consultation,
        "people": [(row.pk, _named(row)) for row in at.people],
        "chosen": chosen,
        "own": at.own is not None and chosen is not None and at.own.pk == chosen.pk,
        "booking": booking,
        "booked_own_time": local.own_time(booking.slot.begins_at, zone, reader.time_zone) if booking else "",
        "offers": offers,
    }
    return show(request, "web/support/book.html", context, refused, refusal_message, zone)


def _named(row: Registration) -> str:
    return beside([row.person.name, member_name(row.member) if row.member else ""])
