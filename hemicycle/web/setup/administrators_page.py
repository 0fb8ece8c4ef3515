"""The administrators of the installation: who, by whom and since when; another one is invited, one is withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.fields.keys import key_of
from hemicycle.mail.administrator_links import invite
from hemicycle.people import administrators as people
from hemicycle.people.access import Requirement
from hemicycle.people.actions.administrators import withdraw
from hemicycle.people.messages import refusal_message
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent
from hemicycle.web.access.permissions import ADMINISTRATOR
from hemicycle.web.setup.forms import InviteForm
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Administrator
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import AtInstallation


@dataclass(frozen=True)
class AdministratorRow:
    """An administrator, of now or of before."""

    administrator: Administrator

    @property
    def granted_by(self) -> str:
        """Who invited them."""
        by = self.administrator.granted_by
        return by.name if by else _("The operator")

    @property
    def since(self) -> str:
        """The day from which."""
        return labels.plain_date(timezone.localdate(self.administrator.since))

    @property
    def withdrawn(self) -> str:
        """The day on which they were withdrawn, with who did it; empty while they are one."""
        row = self.administrator
        if row.withdrawn_at is None:
            return ""
        by = row.withdrawn_by.name if row.withdrawn_by else _("The operator")
        return _("%(day)s by %(name)s") % {"day": labels.plain_date(timezone.localdate(row.withdrawn_at)), "name": by}


def _columns() -> list[Column[AdministratorRow]]:
    return [
        Column("name", _("Name"), lambda row: row.administrator.person.name),
        Column("email", _("E-mail address"), lambda row: row.administrator.person.email),
        Column("by", _("Invited by"), lambda row: row.granted_by),
        Column("since", _("Since"), lambda row: _iso(row.administrator.since)),
        Column("withdrawn", _("Withdrawn"), lambda row: _iso(row.administrator.withdrawn_at)),
    ]


def _iso(at: datetime | None) -> str:
    return timezone.localdate(at).isoformat() if at else ""


def _invite_form(_at: AtInstallation, request: HttpRequest | None) -> InviteForm:
    return InviteForm(request.POST if request else None)


def _invite(at: AtInstallation, _request: HttpRequest, form: InviteForm) -> Done:
    given = form.cleaned_data
    invited = invite(at.performer, at.now, given["email"], given["name"], given["language"])
    named = {"name": invited.administrator.person.name}
    if invited.mailed:
        return Done(_("%(name)s is an administrator. A link to sign in is on its way to them.") % named)
    words = _(
        "%(name)s is an administrator, but the e-mail with the link could not be sent. They sign in with a code that "
        "is sent to their address once e-mail works again."
    )
    return Done(words % named, less=True)


def _withdraw(at: AtInstallation, request: HttpRequest, _form: None) -> Done:
    row = withdraw(at.performer, at.now, key_of(request.POST.get("administrator", "")) or 0)
    words = _("%(name)s is no longer an administrator.") % {"name": row.person.name}
    return Done(words, then=reverse("home") if row.person_id == at.person.pk else "")


INVITE = PageAction("invite", Requirement.ADMINISTRATOR, _invite, _invite_form)
WITHDRAW = PageAction("withdraw", Requirement.ADMINISTRATOR, _withdraw)
ACTIONS = registered(INVITE, WITHDRAW)


@page(ADMINISTRATOR, FORM)
def administrators(request: HttpRequest, at: AtInstallation) -> HttpResponse:
    """All that are and were."""
    if request.method != "POST":
        return _shown(request, InviteForm())

    def again(refused: Again) -> HttpResponse:
        if refused.reason is not None:
            messages.error(request, refusal_message(refused.reason))
        return _shown(request, refused.form or InviteForm(), refused.status)

    return run(request, at, sent(request, ACTIONS), then=reverse("administrators"), again=again)


def _shown(request: HttpRequest, form: InviteForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    rows = [AdministratorRow(row) for row in people.administrators()]
    table = Table(_columns(), rows, TableQuery(request.GET))
    if table.query.format:
        return export(table, "administrators")
    own = {"page_name": _("Administrators"), "here": "administrators", "acts": _("Withdraw")}
    return render(request, "web/setup/administrators.html", {**own, "table": table, "form": form}, status=status)
