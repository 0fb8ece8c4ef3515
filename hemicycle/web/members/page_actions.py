"""What the secretariat does to a Member on its page: by which form, and by which action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hemicycle.people.actions import contacts, invitations, members, names, seats_and_votes
from hemicycle.people.member_record import ContactRecord, MemberRecord
from hemicycle.rules.capacity import Period
from hemicycle.web.members import forms

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.forms import Form
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.act import Performer


@dataclass(frozen=True)
class Ground:
    """On which Member, in which consultation, by whom.

    Attributes:
        key: Which of several: a language, the first day of a period, an address, a consultation's slug.
    """

    desks: list[Consultation]
    performer: Performer
    code: str
    key: str = ""

    @property
    def where(self) -> tuple[int, Performer, datetime, str]:
        """How each action on a Member begins. Members are global: the act runs in the latest consultation."""
        return self.desks[0].pk, self.performer, timezone.now(), self.code

    @property
    def at_consultation(self) -> tuple[int, Performer, datetime, str]:
        """The same in the consultation that ``key`` names.

        Raises:
            PermissionDenied: it is not one of theirs.
        """
        found = next((one for one in self.desks if one.slug == self.key), None)
        if found is None:
            raise PermissionDenied(self.key)
        return found.pk, self.performer, timezone.now(), self.code

    @property
    def day(self) -> date:
        """The day that ``key`` names.

        Raises:
            PermissionDenied: no form of ours sends this.
        """
        try:
            return date.fromisoformat(self.key)
        except ValueError as error:
            raise PermissionDenied(self.key) from error


def _name(at: Ground, typed: dict[str, Any]) -> None:
    more = {"names_from": typed["source"]} if typed["source"] else {}
    consultation, performer, now, code = at.where
    name = (typed["short"], typed["official"])
    members.put(consultation, performer, now, MemberRecord(code, names={at.key: name}, **more))


def _checked(at: Ground, typed: dict[str, Any]) -> None:
    names.check_name(*at.where, at.key, seen=(typed["short"], typed["official"]), source=typed["source"])


def _place(at: Ground, typed: dict[str, Any]) -> None:
    consultation, performer, now, code = at.where
    members.put(consultation, performer, now, MemberRecord(code, **typed))


def _contact(at: Ground, typed: dict[str, Any]) -> None:
    contacts.put_contact(*at.where, ContactRecord(**typed), instead_of=at.key)


def _suspend(at: Ground, typed: dict[str, Any]) -> None:
    seats_and_votes.suspend_vote(*at.where, Period(typed["start"], typed["end"]), reason=typed["reason"])


@dataclass(frozen=True)
class Deed:
    """One thing that can be done: its form, the button, the action, and what is said when it is done."""

    form: type[Form]
    button: _StrPromise
    run: Callable[[Ground, dict[str, Any]], None]
    done: _StrPromise


DEEDS = {
    "name": Deed(forms.NameForm, gettext_lazy("Save the name"), _name, gettext_lazy("The name is saved.")),
    "checked": Deed(
        forms.CheckForm, gettext_lazy("Mark as checked"), _checked, gettext_lazy("The name is marked as checked.")
    ),
    "region": Deed(forms.RegionForm, gettext_lazy("Save the region"), _place, gettext_lazy("The region is saved.")),
    "sector": Deed(forms.SectorForm, gettext_lazy("Save the Sector"), _place, gettext_lazy("The Sector is saved.")),
    "seat": Deed(
        forms.SeatForm,
        gettext_lazy("Enter the seat"),
        lambda at, typed: seats_and_votes.add_seat(*at.where, Period(typed["start"], typed["end"])),
        gettext_lazy("The seat is entered."),
    ),
    "seat-end": Deed(
        forms.EndForm,
        gettext_lazy("Set the last day"),
        lambda at, typed: seats_and_votes.end_seat(*at.where, start=at.day, end=typed["end"]),
        gettext_lazy("The last day of the seat is set."),
    ),
    "seat-remove": Deed(
        forms.EmptyForm,
        gettext_lazy("Entered by mistake: remove"),
        lambda at, _typed: seats_and_votes.remove_seat(*at.where, start=at.day),
        gettext_lazy("The seat is removed; the journal keeps that it was there."),
    ),
    "suspension": Deed(
        forms.SuspensionForm,
        gettext_lazy("Suspend the right to vote"),
        _suspend,
        gettext_lazy("The suspension is entered."),
    ),
    "restore": Deed(
        forms.RestoreForm,
        gettext_lazy("Restore the right to vote"),
        lambda at, typed: seats_and_votes.restore_vote(*at.where, typed["day"]),
        gettext_lazy("The right to vote is restored from that day."),
    ),
    "suspension-remove": Deed(
        forms.EmptyForm,
        gettext_lazy("Entered by mistake: remove"),
        lambda at, _typed: seats_and_votes.remove_suspension(*at.where, start=at.day),
        gettext_lazy("The suspension is removed; the journal keeps that it was there."),
    ),
    "contact": Deed(
        forms.ContactForm, gettext_lazy("Save the contact"), _contact, gettext_lazy("The contact is saved.")
    ),
    "contact-remove": Deed(
        forms.EmptyForm,
        gettext_lazy("Remove the contact"),
        lambda at, _typed: contacts.remove_contact(*at.where, at.key),
        gettext_lazy("The contact is removed."),
    ),
    "invite": Deed(
        forms.EmptyForm,
        gettext_lazy("Invite to it"),
        lambda at, _typed: invitations.invite(*at.at_consultation),
        gettext_lazy("The Member takes part now."),
    ),
    "take-out": Deed(
        forms.EmptyForm,
        gettext_lazy("Take out of it"),
        lambda at, _typed: invitations.take_out(*at.at_consultation),
        gettext_lazy("The Member takes part no longer."),
    ),
}
