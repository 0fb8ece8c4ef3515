"""What the secretariat does to a Member on its page: each with its form, its handler and the words of its button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.people.actions import contacts, invitations, members, names, removing_members, seats_and_votes
from hemicycle.people.member_record import SECRETARIAT, ContactRecord, MemberRecord
from hemicycle.rules.capacity import Period, Seating
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page_actions import Done, PageAction, registered
from hemicycle.web.access.permissions import InConsultation
from hemicycle.web.members import forms

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.forms import Form
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from hemicycle.journal.record import Performer


@dataclass(frozen=True)
class AtMember(InConsultation):
    """Somebody at the page of a Member, and with which of its forms.

    Attributes:
        code: The Member's.
        key: Which of several: a language, the first day of a period, an address.
    """

    code: str = ""
    key: str = ""

    @property
    def where(self) -> tuple[int, Performer, datetime, str]:
        """How each action on a Member begins."""
        return self.consultation.pk, self.performer, self.now, self.code

    @property
    def edits(self) -> bool:
        """Whether they are shown the forms: they may send them, or see them locked."""
        return self.may_read(Action.MEMBER_EDIT)

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


def anchor(action: str, key: str) -> str:
    """The ``id`` of a form on the page, and the beginning of those of its fields."""
    return slugify(f"{action}-{key}".replace("@", "-at-").replace(".", "-").replace("/", "-"))


def name_key(language: str, since: date | None) -> str:
    """Which of the names that a Member has had, by its first day."""
    return f"{language}/{since or date.min}"


def _named(key: str) -> tuple[str, date | None]:
    """Language and first day of a name; no day where only the language was sent.

    Raises:
        PermissionDenied: no form of ours sends this.
    """
    language, _slash, day = key.partition("/")
    try:
        return language, date.fromisoformat(day) if day else None
    except ValueError as error:
        raise PermissionDenied(key) from error


def _name(at: AtMember, _request: HttpRequest, form: forms.NameForm) -> str:
    typed, (language, on) = form.cleaned_data, _named(at.key)
    consultation, performer, now, code = at.where
    name = (typed["short"], typed["official"])
    record = MemberRecord(code, names={language: name}, names_on=on, names_from=typed["source"] or SECRETARIAT)
    members.put(consultation, performer, now, record)
    return _("The name is corrected. Published documents keep the former name.")


def _rename(at: AtMember, _request: HttpRequest, form: forms.RenameForm) -> str:
    typed = form.cleaned_data
    consultation, performer, now, code = at.where
    name = (typed["short"], typed["official"])
    record = MemberRecord(
        code, names={at.key: name}, names_since=typed["since"], names_from=typed["source"] or SECRETARIAT
    )
    members.put(consultation, performer, now, record)
    return _("The new name is saved. Everything before its first day keeps the former name.")


def _remove_name(at: AtMember, _request: HttpRequest, _form: forms.EmptyForm) -> str:
    language, since = _named(at.key)
    if since is None:
        raise PermissionDenied(at.key)
    names.take_out_name(*at.where, language, since)
    return _("The name is removed; the journal keeps a record of it.")


def _checked(at: AtMember, _request: HttpRequest, form: forms.CheckForm) -> str:
    typed = form.cleaned_data
    names.check_name(*at.where, at.key, seen=(typed["short"], typed["official"]), source=typed["source"])
    return _("The name is marked as checked.")


def _region(at: AtMember, _request: HttpRequest, form: forms.RegionForm) -> str:
    consultation, performer, now, code = at.where
    members.put(consultation, performer, now, MemberRecord(code, **form.cleaned_data))
    return _("The region is saved.")


def _group(at: AtMember, _request: HttpRequest, form: forms.GroupForm) -> str:
    consultation, performer, now, code = at.where
    members.put(consultation, performer, now, MemberRecord(code, **form.cleaned_data))
    return _("The group is saved.")


def _list_place(at: AtMember, _request: HttpRequest, form: forms.ListPlaceForm) -> str:
    consultation, performer, now, code = at.where
    members.put(consultation, performer, now, MemberRecord(code, list_place=form.cleaned_data["list_place"] or 0))
    return _("The place in lists is saved.")


def _seat(at: AtMember, _request: HttpRequest, form: forms.SeatForm) -> str:
    typed = form.cleaned_data
    seats_and_votes.add_seat(*at.where, Seating(typed["start"], typed["end"], typed["deputy"]))
    return _("The seat is entered.")


def _end_seat(at: AtMember, _request: HttpRequest, form: forms.EndForm) -> str:
    seats_and_votes.end_seat(*at.where, start=at.day, end=form.cleaned_data["end"])
    return _("The last day of the seat is set.")


def _remove_seat(at: AtMember, _request: HttpRequest, _form: forms.EmptyForm) -> str:
    seats_and_votes.remove_seat(*at.where, start=at.day)
    return _("The seat is removed; the journal keeps a record of it.")


def _suspend(at: AtMember, _request: HttpRequest, form: forms.SuspensionForm) -> str:
    typed = form.cleaned_data
    seats_and_votes.suspend_vote(*at.where, Period(typed["start"], typed["end"]), reason=typed["reason"])
    return _("The suspension is entered.")


def _restore(at: AtMember, _request: HttpRequest, form: forms.RestoreForm) -> str:
    seats_and_votes.restore_vote(*at.where, form.cleaned_data["day"])
    return _("The right to vote is restored from that day.")


def _remove_suspension(at: AtMember, _request: HttpRequest, _form: forms.EmptyForm) -> str:
    seats_and_votes.remove_suspension(*at.where, start=at.day)
    return _("The suspension is removed; the journal keeps a record of it.")


def _contact(at: AtMember, _request: HttpRequest, form: forms.ContactForm) -> str:
    contacts.put_contact(*at.where, ContactRecord(**form.cleaned_data), instead_of=at.key)
    return _("The contact is saved.")


def _remove_contact(at: AtMember, _request: HttpRequest, _form: forms.EmptyForm) -> str:
    contacts.remove_contact(*at.where, at.key)
    return _("The contact is removed.")


def _further_address(at: AtMember, _request: HttpRequest, form: forms.FurtherAddressForm) -> str:
    contacts.put_contact(*at.where, ContactRecord(**form.cleaned_data, copies=True), instead_of=at.key)
    return _("The further address is saved.")


def _remove_further_address(at: AtMember, _request: HttpRequest, _form: forms.EmptyForm) -> str:
    contacts.remove_contact(*at.where, at.key)
    return _("The further address is removed.")


def _invite(at: AtMember, _request: HttpRequest, _form: forms.EmptyForm) -> str:
    invitations.invite(*at.where)
    return _("The Member now takes part.")


def _take_out(at: AtMember, _request: HttpRequest, _form: forms.EmptyForm) -> str:
    invitations.take_out(*at.where)
    return _("The Member no longer takes part.")


def _remove(at: AtMember, _request: HttpRequest, _form: forms.RemoveMemberForm) -> Done:
    code = removing_members.remove_member(*at.where)
    words = _("The Member %(code)s is removed; the journal keeps a record of it.") % {"code": code}
    return Done(words, then=reverse("members", args=[at.consultation.slug]))


def _action(
    name: str, form: type[Form], run: Callable[[AtMember, HttpRequest, Any], str | Done], label: _StrPromise
) -> PageAction[AtMember]:
    def make(at: AtMember, request: HttpRequest | None) -> Form:
        made = form(request.POST if request else None, auto_id=f"{anchor(name, at.key)}-%s")
        if isinstance(made, forms.NameForm):
            made.member, made.body = at.code, at.consultation.body_id
        if isinstance(made, forms.RemoveMemberForm):
            made.member = at.code
        if isinstance(made, forms.OfBody):
            made.fill(at.consultation.body.has)
        return made

    return PageAction(name, Action.MEMBER_EDIT, run, make, label)


ACTIONS = registered(
    _action("rename", forms.RenameForm, _rename, gettext_lazy("Save the new name")),
    _action("name", forms.NameForm, _name, gettext_lazy("Save the correction")),
    _action("name-remove", forms.EmptyForm, _remove_name, gettext_lazy("Entered by mistake: remove")),
    _action("checked", forms.CheckForm, _checked, gettext_lazy("Mark as checked")),
    _action("region", forms.RegionForm, _region, gettext_lazy("Save the region")),
    _action("group", forms.GroupForm, _group, gettext_lazy("Save the group")),
    _action("list-place", forms.ListPlaceForm, _list_place, gettext_lazy("Save the place in lists")),
    _action("seat", forms.SeatForm, _seat, gettext_lazy("Enter the seat")),
    _action("seat-end", forms.EndForm, _end_seat, gettext_lazy("Set the last day")),
    _action("seat-remove", forms.EmptyForm, _remove_seat, gettext_lazy("Entered by mistake: remove")),
    _action("suspension", forms.SuspensionForm, _suspend, gettext_lazy("Suspend the right to vote")),
    _action("restore", forms.RestoreForm, _restore, gettext_lazy("Restore the right to vote")),
    _action("suspension-remove", forms.EmptyForm, _remove_suspension, gettext_lazy("Entered by mistake: remove")),
    _action("contact", forms.ContactForm, _contact, gettext_lazy("Save the contact")),
    _action("contact-remove", forms.EmptyForm, _remove_contact, gettext_lazy("Remove the contact")),
    _action("further", forms.FurtherAddressForm, _further_address, gettext_lazy("Save the further address")),
    _action("further-remove", forms.EmptyForm, _remove_further_address, gettext_lazy("Remove the further address")),
    _action("invite", forms.EmptyForm, _invite, gettext_lazy("Invite")),
    _action("take-out", forms.EmptyForm, _take_out, gettext_lazy("Remove from the consultation")),
    _action("remove", forms.RemoveMemberForm, _remove, gettext_lazy("Entered by mistake: remove the Member")),
)
