"""The summary of replies as it is generated from them, in CommonMark, in each language (annex 1 of a letter)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import translation

from hemicycle.consultations.languages import FALLBACK, django_language
from hemicycle.correspondence.conditions import sorted_conditions, stated
from hemicycle.correspondence.issued import issued
from hemicycle.correspondence.models import Summary, SummaryText
from hemicycle.correspondence.summary_paper import Paper
from hemicycle.correspondence.summary_table import WorkingTable
from hemicycle.people.member_names import in_list_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.conditions import Gathered, Headed
    from hemicycle.correspondence.models import Enquiry
    from hemicycle.correspondence.results import Returns


@dataclass(frozen=True)
class Choices:
    """What a summary says beside numbers, where somebody chose so; with both it is the working table.

    Attributes:
        names: Which Members.
        quoted: Every condition in its own words, in whichever language.
    """

    names: bool = False
    quoted: bool = False


@dataclass(frozen=True)
class Drawn:
    """What is generated in one language."""

    title: str
    body: str


@dataclass(frozen=True)
class Basis:
    """What a summary is generated from.

    Attributes:
        headed: The conditions of the replies that count, sorted.
        lead_ins: What is said before those under a heading, by heading and language.
        subjects: What the letter is about, by language.
    """

    returned: Returns
    headed: Sequence[Headed]
    lead_ins: Mapping[str, Text]
    subjects: Text

    @classmethod
    def of(cls, returned: Returns) -> Basis:
        """As it is now. A constant number of queries."""
        enquiry = returned.enquiry
        counting = [statement for statement in stated(enquiry) if statement.counts]
        lead_ins = {row.heading: row.words for row in enquiry.lead_ins.all()}
        subjects = {code: subject for code, subject in issued(enquiry.letter).subjects.items() if subject}
        return cls(returned, sorted_conditions(enquiry, counting), lead_ins, subjects)

    def in_order(self, language: str) -> Basis:
        """The same for readers of a language: where lists are in its alphabet, Members stand in that."""
        body = self.returned.enquiry.letter.consultation.body
        if body.has.order.alphabet:
            return self
        members = {row.member.pk: row.member for row in self.returned.rows}
        members |= {row.member.pk: row.member for headed in self.headed for row in headed.stated}
        with translation.override(django_language(language)):
            places = {member.pk: place for place, member in enumerate(in_list_order(members.values(), body))}
        rows = sorted(self.returned.rows, key=lambda row: places[row.member.pk])
        headed = [_in_order(one, places) for one in self.headed]
        return replace(self, returned=replace(self.returned, rows=rows), headed=headed)

    @property
    def mark(self) -> str:
        """Tells whether the replies or the sorting of their conditions have changed; the same for every reader."""
        basis = self.in_order(FALLBACK)
        conditions = [
            (statement.condition.pk, statement.condition.state, statement.condition.cluster_id)
            for headed in basis.headed
            for statement in headed.stated
        ]
        titles = [
            (gathered.cluster.pk, gathered.cluster.title)
            for headed in basis.headed
            for gathered in headed.clusters
            if gathered.cluster
        ]
        content = [basis.returned.mark, conditions, titles, self.lead_ins, self.subjects]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _in_order(headed: Headed, places: Mapping[int, int]) -> Headed:
    def in_order(gathered: Gathered) -> Gathered:
        return replace(gathered, stated=sorted(gathered.stated, key=lambda statement: places[statement.member.pk]))

    return replace(headed, clusters=[in_order(one) for one in headed.clusters], loose=in_order(headed.loose))


def summary_of(enquiry: Enquiry) -> Summary | None:
    """The summary of an enquiry with its texts, where there is one."""
    rows = Summary.objects.select_related("annex__letter", "drawn_by").prefetch_related("texts__edited_by")
    return rows.filter(enquiry=enquiry).first()


def text_of(enquiry: Enquiry, language: str) -> SummaryText | None:
    """Its text in one language."""
    rows = SummaryText.objects.select_related("summary", "edited_by")
    return rows.filter(summary__enquiry=enquiry, language=language).first()


def choices_of(summary: Summary | None) -> Choices:
    """What was chosen for a summary; for one that there is not yet, neither names nor quotations."""
    return Choices(names=summary.names, quoted=summary.quoted) if summary else Choices()


def draw(basis: Basis, choices: Choices) -> dict[str, Drawn]:
    """The summary in each language of the consultation."""
    texts = {}
    for code in basis.returned.enquiry.letter.languages:
        with translation.override(django_language(code)):
            whole, of_language = choices.names and choices.quoted, basis.in_order(code)
            made = WorkingTable(of_language) if whole else Paper(of_language, choices)
            texts[code] = Drawn(made.title, made.body)
    return texts
