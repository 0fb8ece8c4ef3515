"""The list of participants: everybody confirmed, as a page and on paper."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.local import long_period
from hemicycle.people.uploads import DOCX, PDF
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.registration import participants_docx
from hemicycle.web.registration.participants_document import entries, sections
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.pdf import in_language, pdf
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.registration.participants_document import Entry


def _columns() -> list[Column[Entry]]:
    return [
        Column("name", _("Name"), lambda row: row.name),
        Column("member", _("Member"), lambda row: row.member),
        Column("capacity", _("Class or role"), lambda row: row.capacity),
        Column("part", _("Role in the delegation"), lambda row: row.part),
        Column("function", _("Function"), lambda row: row.function),
    ]


@page(may(Action.PARTICIPANTS_LIST))
def participants(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Everybody confirmed, in the order of the list; ``format=pdf`` and ``docx`` in the ``language`` asked for."""
    consultation = desk.consultation
    today = desk.today
    kind = request.GET.get("format")
    if kind in {"pdf", "docx"}:
        with in_language(request.GET.get("language")):
            return _paper(consultation, today, kind)
    table = Table(_columns(), entries(consultation, today), TableQuery(request.GET))
    if table.query.format:
        return export(table, f"participants-{consultation.slug}")
    people = Counter(row.section for row in table.rows)
    context = {
        "consultation": consultation,
        "table": table,
        "sections": [] if table.sort else [(each, people[each.title]) for each in sections(table.page.object_list)],
        "languages": choices(consultation.languages.documents),
        "reads": reader_language(),
    }
    return render(request, "web/registration/participants.html", context)


def _paper(consultation: Consultation, on: date, kind: str) -> HttpResponse:
    rows = entries(consultation, on)
    context: dict[str, Any] = {
        "consultation": str(consultation),
        "issuer": labels.issuer(consultation),
        "trial": consultation.trial,
        "period": long_period(consultation.first_day, consultation.last_day),
        "as_at": _("As at %(date)s") % {"date": labels.plain_date(on)},
        "sections": sections(rows),
        "members": len({row.member for row in rows if row.member}),
        "people": len(rows),
    }
    name = f"participants-{consultation.slug}-{reader_language()}.{kind}"
    if kind == "pdf":
        made = pdf("registration/participants", context, context["issuer"], trial=consultation.trial)
        return download(made, name, PDF)
    return download(participants_docx.participants(context), name, DOCX)
