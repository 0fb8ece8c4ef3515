"""Every item of the agenda with its proposed conclusion: how far it is, and how the item ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.consultations.languages import NATIVE_NAMES, localized
from hemicycle.consultations.outcome_names import outcome_names
from hemicycle.outcome.ballots import ballots_of
from hemicycle.outcome.queries import drafts_of, last_endings, position_counts, urgencies_of
from hemicycle.outcome.words import ballot_words, why
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.permissions import Action
from hemicycle.sittings.item_history import courses
from hemicycle.sittings.queries import agenda_of
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.agenda.models import Item
    from hemicycle.consultations.models import Consultation
    from hemicycle.outcome.ballots import ConclusionBallot
    from hemicycle.outcome.models import Ending, Urgency
    from hemicycle.outcome.queries import Draft


_TONES = {Outcome.PROPOSED_CONCLUSION: "live", Outcome.DEFERRED: "wait", Outcome.NOTED: ""}


@dataclass(frozen=True)
class ConclusionRow:
    """An item as the table shows it.

    Attributes:
        lacks: Languages of the documents in which the text is missing or behind, by their own names.
        positions: How many were taken that are not withdrawn.
        outcome: What its outcome is called; empty while it has not ended.
        ballot: The last decision by correspondence that it was put to.
    """

    item: Item
    draft: Draft
    lacks: list[str]
    positions: int
    state: str
    outcome: str
    ending: Ending | None
    urgency: Urgency | None = None
    ballot: ConclusionBallot | None = None

    @property
    def language(self) -> str:
        """In which it is drafted; empty where nothing was."""
        return self.draft.language

    @property
    def reading(self) -> int:
        """How often it was read out."""
        last = self.draft.last_reading()
        return last.number if last else 0

    @property
    def tone(self) -> str:
        """The colour of its status."""
        if self.ending is not None:
            return _TONES[Outcome(self.ending.discussion.outcome)]
        return "me" if self.state == "open" else ""

    @property
    def status(self) -> str:
        """In a word."""
        if self.outcome:
            return self.outcome
        if self.state == "open":
            return _("Under discussion")
        return pgettext("a conclusion", "Drafted") if self.draft.proposed else _("No text")

    @property
    def urgency_words(self) -> str:
        """Whether it is to be decided by correspondence."""
        if self.urgency is None:
            return ""
        if self.ballot is not None:
            return ballot_words(self.ballot)
        return _("Urgent, authorized") if self.urgency.authorised_at else _("Urgent, authority awaited")

    @property
    def why(self) -> str:
        """Why it ended so."""
        return why(self.ending) if self.ending else ""


def rows_of(consultation: Consultation) -> list[ConclusionRow]:
    """The items of the agenda in their order."""
    items, history = agenda_of(consultation), courses(consultation.sittings.all())
    drafts, endings, counts = drafts_of(consultation), last_endings(consultation), position_counts(consultation)
    names, languages = outcome_names(consultation), consultation.languages.documents
    urgencies = urgencies_of(consultation)
    ballots = {key: found[-1] for key, found in ballots_of(urgencies.values()).items()}
    rows = []
    for item in items:
        course, draft = history.get(item.pk), drafts[item.pk]
        state, outcome = (course.state, course.outcome) if course else ("planned", "")
        ended = state == "ended"
        urgency = urgencies.get(endings[item.pk].pk) if ended and item.pk in endings else None
        rows.append(
            ConclusionRow(
                item=item,
                draft=draft,
                lacks=[NATIVE_NAMES[code] for code in languages if draft.proposed and draft.is_behind(code)],
                positions=counts.get(item.pk, 0),
                state=state,
                outcome=names[outcome] if ended else "",
                ending=endings.get(item.pk) if ended else None,
                urgency=urgency,
                ballot=ballots.get(urgency.pk) if urgency is not None else None,
            )
        )
    return rows


def _columns() -> list[Column[ConclusionRow]]:
    return [
        Column("position", _("Item"), lambda row: row.item.position),
        Column("title", _("Title"), lambda row: localized(row.item.title)),
        Column("reading", _("Times read out"), lambda row: row.reading),
        Column("lacks", _("Missing languages"), lambda row: " · ".join(row.lacks)),
        Column("positions", _("Positions recorded"), lambda row: row.positions),
        Column("status", _("Status"), lambda row: row.status),
        Column("urgency", _("Urgency"), lambda row: row.urgency_words),
        Column("why", _("Reason"), lambda row: row.why),
    ]


@page(may(Action.CONCLUSION_DRAFT))
def conclusions(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The table; ``show`` narrows it."""
    consultation, query = desk.consultation, TableQuery(request.GET)
    shows = query.filter("show", _("Show"), [("none", _("Without a text")), ("behind", _("With missing languages"))])
    rows = everything = rows_of(consultation)
    if shows.value == "none":
        rows = [row for row in rows if not row.draft.proposed]
    elif shows.value == "behind":
        rows = [row for row in rows if row.lacks]
    table = Table(_columns(), rows, query, narrowed_by([shows]))
    if table.query.format:
        return export(table, f"conclusions-{consultation.slug}")
    context = {
        "consultation": consultation,
        "table": table,
        "shows": shows,
        "drafts_ballots": desk.visitor.may(Action.LETTER_WRITE) and any(row.urgency for row in everything),
        "sees_ballots": desk.visitor.may(Action.REPLIES_SEE),
        "first_language": consultation.languages.written_for(request.LANGUAGE_CODE),
    }
    return render(request, "web/conclusions/list.html", context)
