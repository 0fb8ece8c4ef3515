"""The journal of the consultation: who did what, when, for which Member, searched and narrowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.ending.entries import Subjects, Wanted, acts, entries
from hemicycle.people.member_names import in_list_order
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.ending import journal_words
from hemicycle.web.ending.journal_words import EntryWords
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.moment_inputs import DayField
from hemicycle.web.toolkit.queryset_table import QuerysetTable, SearchIndex
from hemicycle.web.toolkit.tables import Column, TableQuery, narrowed_by

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.models import Entry
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.toolkit.queryset_table import IndexLine
    from hemicycle.web.toolkit.tables import Filter

#: What a search looks through: the act, who acted, for which Member, and where.
_FIELDS = ("act", "actor__name", "subject", "place")


class DaysForm(forms.Form):
    """Days between which entries are shown."""

    first = DayField(label=gettext_lazy("First day"), required=False)
    last = DayField(label=gettext_lazy("Last day"), required=False)


@dataclass(frozen=True)
class Line:
    """An entry as the page shows it."""

    entry: Entry
    words: EntryWords

    @property
    def act(self) -> str:
        """What was done."""
        return journal_words.act(self.entry.act)

    @property
    def subjects(self) -> list[str]:
        """What it happened to."""
        return self.words.subjects_of(self.entry)

    @property
    def capacity(self) -> str:
        """In which class or role."""
        return self.words.capacity(self.entry)

    @property
    def member(self) -> str:
        """For which Member."""
        return self.words.member(self.entry.subject) if self.entry.subject else ""

    @property
    def remarks(self) -> str:
        """In the words of the person who acted."""
        return self.words.remarks(self.entry)


@page(may(Action.JOURNAL_SEE))
def journal(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """A page of entries, or everything that matches as a file."""
    consultation = desk.consultation
    subjects, query, days = Subjects(consultation), TableQuery(request.GET), DaysForm(request.GET, label_suffix="")
    words = EntryWords(subjects)
    filters = _filters(consultation, subjects, words, query)
    chosen = narrowed_by(filters)
    period = days.cleaned_data if days.is_valid() else {}
    wanted = Wanted(
        chosen.get("act", ""),
        chosen.get("member", ""),
        int(chosen["item"]) if "item" in chosen else None,
        period.get("first"),
        period.get("last"),
    )
    kept = chosen | {name: day.isoformat() for name, day in period.items() if day}
    index = SearchIndex(_FIELDS, lambda line: _text(line, words))
    table = QuerysetTable(_columns(consultation, words), entries(consultation, wanted), index, query, kept)
    if query.format:
        return export(table, f"journal-{consultation.slug}")
    context = {
        "consultation": consultation,
        "table": table,
        "lines": [Line(row, words) for row in table.rows],
        "filters": filters,
        "days": list(days),
    }
    return render(request, "web/ending/journal.html", context)


def _text(line: IndexLine, words: EntryWords) -> str:
    _key, act, name, member, place = line
    return " ".join([journal_words.act(act), name or _("System"), member, words.member(member), words.of_place(place)])


def _filters(consultation: Consultation, subjects: Subjects, words: EntryWords, query: TableQuery) -> list[Filter]:
    named = sorted(((name, journal_words.act(name)) for name in acts(consultation)), key=lambda row: sort_key(row[1]))
    members = in_list_order(subjects.members.values(), consultation.body)
    filters = [
        query.filter("act", _("Action"), named),
        query.filter("member", _("Member"), [(row.code, words.member(row.code)) for row in members]),
        query.filter("item", _("Item"), [(str(key), words.of_place(f"item:{key}")) for key in subjects.items]),
    ]
    return [one for one in filters if one.choices]


def _columns(consultation: Consultation, words: EntryWords) -> list[Column[Entry]]:
    def when(at: datetime) -> str:
        return at.astimezone(consultation.zone).isoformat(" ", "seconds")[:19]

    return [
        Column("at", _("Time"), lambda row: when(row.at), order_by=("at",)),
        Column(
            "act",
            _("Action"),
            lambda row: journal_words.act(row.act),
            sort_key=lambda line: sort_key(journal_words.act(line[1])),
        ),
        Column("about", _("Subject"), words.about, order_by=("place",)),
        Column("actor", _("Person"), words.who, sort_key=lambda line: sort_key(line[2] or "")),
        Column("capacity", _("Capacity"), words.capacity),
        Column(
            "member",
            _("Member"),
            lambda row: words.member(row.subject) if row.subject else "",
            sort_key=lambda line: sort_key(words.member(line[3])) if line[3] else "",
        ),
        Column("remarks", _("Remarks"), words.remarks),
        Column("number", _("Seal"), lambda row: row.seal.number if hasattr(row, "seal") else None),
    ]
