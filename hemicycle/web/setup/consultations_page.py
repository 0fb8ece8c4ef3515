"""All consultations of the installation, for its administrators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.consultations import trial
from hemicycle.consultations.queries import every_consultation
from hemicycle.people.queries import secretariats
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import ADMINISTRATOR
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.permissions import AtInstallation


@dataclass(frozen=True)
class ConsultationRow:
    """A consultation.

    Attributes:
        secretariat: How many people are confirmed as its secretariat.
        own: The reader is one of them, and so reaches its desk.
    """

    consultation: Consultation
    now: datetime
    secretariat: int
    own: bool

    @property
    def state(self) -> str:
        """Where its days stand, in words."""
        today = self.consultation.day(self.now)
        if today < self.consultation.first_day:
            return _("To come")
        return _("Over") if today > self.consultation.last_day else _("Under way")

    @property
    def over(self) -> bool:
        """Whether its last day has passed."""
        return self.consultation.day(self.now) > self.consultation.last_day

    @property
    def days(self) -> tuple[str, str]:
        """Its first and its last day."""
        return labels.plain_date(self.consultation.first_day), labels.plain_date(self.consultation.last_day)


def _columns() -> list[Column[ConsultationRow]]:
    return [
        Column("title", _("Consultation"), lambda row: trial.marked(str(row.consultation), row.consultation)),
        Column("slug", _("Name in the address"), lambda row: row.consultation.slug),
        Column("body", _("Body"), lambda row: str(row.consultation.body)),
        Column("first", _("First day"), lambda row: row.consultation.first_day.isoformat()),
        Column("last", _("Last day"), lambda row: row.consultation.last_day.isoformat()),
        Column("state", _("Status"), lambda row: row.state),
        Column("secretariat", _("Secretariat"), lambda row: row.secretariat),
    ]


@page(ADMINISTRATOR)
def consultations(request: HttpRequest, at: AtInstallation) -> HttpResponse:
    """Every consultation, the latest first."""
    working = secretariats()
    rows = [
        ConsultationRow(row, at.now, len(working.get(row.pk, ())), at.person.pk in working.get(row.pk, ()))
        for row in every_consultation()
    ]
    table = Table(_columns(), rows, TableQuery(request.GET))
    if table.query.format:
        return export(table, "consultations")
    context = {"page_name": _("Consultations"), "here": "setup", "table": table}
    return render(request, "web/setup/consultations.html", context)
