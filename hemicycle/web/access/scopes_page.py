"""Roles within the secretariat: who has which, since when and by whom; given and withdrawn by the whole secretariat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.fields.keys import key_of
from hemicycle.people import scopes
from hemicycle.people.actions.scopes import grant, withdraw
from hemicycle.people.messages import refusal_message
from hemicycle.people.models import ScopeGrant
from hemicycle.rules.permissions import Action
from hemicycle.rules.scopes import Scope
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.moment_inputs import DayField
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Registration
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation

#: What each role is for.
MEANINGS = {
    Scope.WHOLE: gettext_lazy("Everything that the secretariat may do."),
    Scope.REGISTRATION: gettext_lazy(
        "Registrations, Members and focal points, imports, badges, messages. No confirmation of the secretariat or of "
        "presiding officers."
    ),
    Scope.LETTERS: gettext_lazy("Letters, enquiries, replies, reminders, messages."),
    Scope.AGENDA: gettext_lazy("Items, documents, agenda and time management plan, handing over the chair, turns."),
    Scope.READ_ONLY: gettext_lazy("Sees everything that the secretariat sees, and changes nothing."),
}


@dataclass(frozen=True)
class RoleRow:
    """A role of somebody.

    Attributes:
        key: Of the grant; none for the whole secretariat that somebody has by their registration alone.
        state: ``held``, ``to_come``, ``over`` or ``withdrawn``.
        own: It is the reader's.
    """

    registration: Registration
    scope: str
    start: date
    end: date | None
    by: str
    state: str
    own: bool
    key: int | None = None
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether there is a button; what it does is asked again."""
        own_whole = self.own and self.scope == str(ScopeGrant.Choice.WHOLE.label)
        return self.key is not None and self.state in {"held", "to_come"} and not own_whole


STATES = {
    "held": gettext_lazy("in force"),
    "to_come": gettext_lazy("to come"),
    "over": gettext_lazy("ended"),
    "withdrawn": gettext_lazy("withdrawn"),
}


class GrantForm(forms.Form):
    """Whom a role is given, from when until when."""

    registration = forms.ChoiceField(label=gettext_lazy("Person"), widget=forms.Select({"class": "form-select"}))
    scope = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=ScopeGrant.Choice.choices,
        widget=forms.Select({"class": "form-select"}),
    )
    start = DayField(label=gettext_lazy("First day"))
    end = DayField(label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: no end."))

    def __init__(self, data: Mapping[str, Any] | None, people: list[Registration], today: date) -> None:
        super().__init__(data, initial={"start": today.isoformat()}, label_suffix="")
        choices = [(str(row.pk), row.person.name) for row in people]
        self.fields["registration"].choices = choices  # type: ignore[attr-defined]


def _form(desk: InConsultation, request: HttpRequest | None) -> GrantForm:
    me = desk.visitor.registration.pk
    others = [row for row in scopes.secretariat(desk.consultation) if row.pk != me]
    return GrantForm(request.POST if request else None, others, desk.today)


def _grant(desk: InConsultation, _request: HttpRequest, form: GrantForm) -> str:
    given = form.cleaned_data
    grant(
        desk.consultation.pk,
        desk.performer,
        desk.now,
        int(given["registration"]),
        Scope(given["scope"]),
        start=given["start"],
        end=given["end"],
    )
    return _("The role is granted.")


def _withdraw(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    withdraw(desk.consultation.pk, desk.performer, desk.now, key_of(request.POST.get("key", "")) or 0)
    return _("The role is withdrawn.")


ACTIONS = registered(
    PageAction("grant", Action.CONSULTATION_EDIT, _grant, _form, gettext_lazy("Grant the role")),
    PageAction("withdraw", Action.CONSULTATION_EDIT, _withdraw, label=gettext_lazy("Withdraw")),
)


@page(may(Action.PERMISSIONS_SEE, to_send=Action.CONSULTATION_EDIT), FORM)
def secretariat_roles(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every role of everybody, past ones too; with a form for those who may give them."""
    if request.method != "POST":
        return _shown(request, desk, _form(desk, None))

    def again(refused: Again) -> HttpResponse:
        return _shown(request, desk, refused.form or _form(desk, None), refused)

    then = reverse("secretariat_roles", args=[desk.consultation.slug])
    return run(request, desk, sent(request, ACTIONS), then=then, again=again)


def _shown(request: HttpRequest, desk: InConsultation, form: GrantForm, refused: Again | None = None) -> HttpResponse:
    table = Table(_columns(), _rows(desk), TableQuery(request.GET))
    if table.query.format:
        return export(table, f"roles-{desk.consultation.slug}")
    edits = desk.visitor.may(Action.CONSULTATION_EDIT)
    context = {
        "consultation": desk.consultation,
        "table": table,
        "acts": _("Actions") if edits else "",
        "form": form,
        "edits": edits,
        "states": STATES,
        "meanings": [(Scope(value), label, MEANINGS[Scope(value)]) for value, label in ScopeGrant.Choice.choices],
        "actions": ACTIONS,
    }
    return show(request, "web/access/scopes.html", context, refused, refusal_message, desk.consultation.zone)


def _rows(desk: InConsultation) -> list[RoleRow]:
    return [row for registration in scopes.secretariat(desk.consultation) for row in _rows_of(registration, desk)]


def _rows_of(registration: Registration, desk: InConsultation) -> list[RoleRow]:
    own, grants = registration.pk == desk.visitor.registration.pk, list(registration.scope_grants.all())
    if not grants:
        by = registration.confirmed_by.name if registration.confirmed_by else ""
        since = desk.consultation.day(registration.asked_at)
        return [RoleRow(registration, str(ScopeGrant.Choice.WHOLE.label), since, None, by, "held", own)]
    return [
        RoleRow(
            registration,
            row.get_scope_display(),
            row.start,
            row.end,
            row.granted_by.name if row.granted_by else "",
            _state(row, desk.today),
            own,
            row.pk,
            row.withdrawn_by.name if row.withdrawn_by else "",
            row.withdrawn_at,
        )
        for row in grants
    ]


def _state(row: ScopeGrant, today: date) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.grant.holds(today):
        return "held"
    return "to_come" if row.start > today else "over"


def _columns() -> list[Column[RoleRow]]:
    return [
        Column("name", _("Name"), lambda row: row.registration.person.name),
        Column("role", _("Role"), lambda row: row.scope),
        Column("start", _("First day"), lambda row: row.start.isoformat()),
        Column("end", _("Last day"), lambda row: row.end.isoformat() if row.end else ""),
        Column("by", _("Granted by"), lambda row: row.by),
        Column("state", _("Status"), lambda row: str(STATES[row.state])),
        Column("withdrawn_by", _("Withdrawn by"), lambda row: row.withdrawn_by),
    ]
