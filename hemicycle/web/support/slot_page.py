"""A slot of a test session at the desk: who has booked it, a booking for somebody, other hours, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.fields.keys import key_of
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.support import slots
from hemicycle.support.actions import bookings
from hemicycle.support.actions import slots as actions
from hemicycle.support.messages import refusal_message
from hemicycle.support.queries import workers
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.support.slot_access import SLOT, AtSlot
from hemicycle.web.support.slot_forms import BookingForm, OneForm
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.support.models import SlotBooking
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class Booked:
    """Somebody who has booked it."""

    booking: SlotBooking

    @property
    def name(self) -> str:
        """Theirs."""
        return self.booking.registration.person.name

    @property
    def member(self) -> str:
        """The Member's name; empty for who represents none."""
        member = self.booking.registration.member
        return member_name(member) if member else ""


def _one_form(at: AtSlot, request: HttpRequest | None) -> OneForm:
    return OneForm(request.POST if request else None, at.slot, workers(at.consultation, at.today))


def _booking_form(at: AtSlot, request: HttpRequest | None) -> BookingForm:
    there = {one.registration_id for one in at.slot.bookings.all()}
    able = [row for row in slots.everybody(at.consultation, at.today) if row.pk not in there]
    return BookingForm(request.POST if request else None, able)


def _told(request: HttpRequest) -> int:
    """How many people the page said that it tells; what is no number is nobody."""
    return key_of(request.POST.get("told", "")) or 0


def _book(at: AtSlot, _request: HttpRequest, form: BookingForm) -> str:
    booked = bookings.book_for(at.consultation.pk, at.performer, at.now, form.registration, at.slot.pk)
    said = _("Booked for %(name)s. A confirmation with a calendar file is being sent by e-mail.")
    return said % {"name": booked.registration.person.name}


def _cancel(at: AtSlot, request: HttpRequest, _form: None) -> str:
    bookings.cancel_for(at.consultation.pk, at.performer, at.now, key_of(request.POST.get("booking", "")) or 0)
    return _("The booking is cancelled. The person is told by e-mail.")


def _change(at: AtSlot, request: HttpRequest, form: OneForm) -> Done:
    told = actions.change(at.consultation.pk, at.performer, at.now, at.slot.pk, form.wanted, told=_told(request))
    return Done(_said(_("The slot is saved."), told), then=_all(at))


def _remove(at: AtSlot, request: HttpRequest, _form: None) -> Done:
    told = actions.remove(at.consultation.pk, at.performer, at.now, at.slot.pk, told=_told(request))
    return Done(_said(_("The slot is removed."), told), then=_all(at))


def _all(at: AtSlot) -> str:
    return reverse("test_slots", args=[at.consultation.slug, at.slot.sitting_id])


def _said(done: str, told: int) -> str:
    if not told:
        return done
    also = ngettext("%(number)d person is told by e-mail.", "%(number)d people are told by e-mail.", told)
    return f"{done} {also % {'number': told}}"


ACTIONS = registered(
    PageAction("book", Action.PLAN_EDIT, _book, _booking_form),
    PageAction("cancel", Action.PLAN_EDIT, _cancel),
    PageAction("change", Action.PLAN_EDIT, _change, _one_form),
    PageAction("remove", Action.PLAN_EDIT, _remove),
)


@page(SLOT, FORM)
def one_slot(request: HttpRequest, at: AtSlot) -> HttpResponse:
    """Who has booked it, and what can be done with it."""
    if request.method != "POST":
        return _page(request, at)
    here = reverse("test_slot", args=[at.consultation.slug, at.slot.sitting_id, at.slot.pk])
    return run(request, at, sent(request, ACTIONS), then=here, again=lambda refused: _page(request, at, refused))


def _page(request: HttpRequest, at: AtSlot, refused: Again | None = None) -> HttpResponse:
    people = [Booked(one) for one in at.slot.bookings.all()]
    kept = refused.form if refused else None
    context = {
        "consultation": at.consultation,
        "sitting": at.slot.sitting,
        "slot": at.slot,
        "when": labels.moment(at.slot.begins_at, at.consultation.zone),
        "people": people,
        "number": slots.booked(at.slot),
        "free": at.slot.places - len(people),
        "begun": at.slot.begins_at <= at.now,
        "form": kept if isinstance(kept, OneForm) else _one_form(at, None),
        "to_correct": kept,
        "booking_form": kept if isinstance(kept, BookingForm) else _booking_form(at, None),
    }
    return show(request, "web/support/slot.html", context, refused, refusal_message, at.consultation.zone)
