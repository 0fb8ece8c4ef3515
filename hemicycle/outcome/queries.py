"""Reads of conclusions and positions, each with a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count

from hemicycle.outcome.models import (
    CallForObjections,
    Conclusion,
    Ending,
    Position,
    Reading,
    Report,
    ReportParagraph,
    Urgency,
    Wording,
)
from hemicycle.rules import conclusions as rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.outcome.models import ReportSubmission


@dataclass(frozen=True)
class Draft:
    """The proposed conclusion of an item as it reads now.

    Attributes:
        conclusion: None where nothing was ever proposed.
        latest: The latest wording by language.
        readings: In their order.
        call: For objections, as who presides asked last.
        versions: The wordings that were read out, by language and number, and the latest ones.
    """

    conclusion: Conclusion | None = None
    latest: Mapping[str, Wording] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    call: CallForObjections | None = None
    versions: Mapping[tuple[str, int], Wording] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """In which it is drafted; empty where nothing was ever proposed."""
        return self.conclusion.language if self.conclusion else ""

    @property
    def main(self) -> Wording | None:
        """The latest wording in the language of drafting."""
        return self.latest.get(self.language)

    @property
    def proposed(self) -> bool:
        """Whether anything is proposed."""
        return self.main is not None and bool(self.main.text)

    @property
    def numbers(self) -> dict[str, int]:
        """Number of the latest wording by language."""
        return {language: wording.number for language, wording in self.latest.items()}

    def number(self, language: str) -> int:
        """Number of the latest wording in a language; 0 where there is none."""
        return self.numbers.get(language, 0)

    def is_behind(self, language: str) -> bool:
        """Whether a language does not say what the language of drafting says now."""
        if self.main is None or language == self.language:
            return False
        return language not in self.latest or self.latest[language].follows != self.main.number

    def last_reading(self) -> Reading | None:
        """The reading that was last."""
        return self.readings[-1] if self.readings else None

    def is_read(self) -> bool:
        """Whether it reads as it was read out last, in the language of drafting."""
        last = self.last_reading()
        return last is not None and last.wordings.get(self.language) == self.number(self.language)

    def read_before(self, language: str) -> Wording | None:
        """What the present wording is compared with: the last one before it that was read out."""
        earlier = self.readings[:-1] if self.is_read() else self.readings
        number = earlier[-1].wordings.get(language) if earlier else None
        return self.versions.get((language, number)) if number is not None else None

    def is_asked(self, discussion: int | None) -> bool:
        """Whether who presides is asking about it, in this period of discussion."""
        asked = self.call
        return asked is not None and asked.ended_at is None and asked.reading.discussion_id == discussion

    def asked(self, discussion: int) -> rules.Asked | None:
        """How who presides asked about it in a period of discussion, as the rules take it."""
        question = self.call
        if question is None or question.reading.discussion_id != discussion:
            return None
        read = question.reading.wordings.get(self.language)
        return rules.Asked(question.until, changed=read != self.number(self.language))


def draft_of(item: int) -> Draft:
    """The proposed conclusion of an item: four queries, one where there is none."""
    return _drafts(Conclusion.objects.filter(item=item)).get(item, Draft())


def drafts_of(consultation: Consultation) -> dict[int, Draft]:
    """That of each item of a consultation, by item; an item without one has an empty one."""
    return defaultdict(Draft, _drafts(Conclusion.objects.filter(item__consultation=consultation)))


def _drafts(wanted: QuerySet[Conclusion]) -> dict[int, Draft]:
    conclusions = list(wanted)
    if not conclusions:
        return {}
    readings: dict[int, list[Reading]] = defaultdict(list)
    for reading in Reading.objects.filter(conclusion__in=conclusions).order_by("number"):
        readings[reading.conclusion_id].append(reading)
    calls: dict[int, CallForObjections] = {}
    for call in (
        CallForObjections.objects.filter(reading__conclusion__in=conclusions)
        .select_related("reading", "registration__person", "registration__member")
        .order_by("pk")
    ):
        calls[call.reading.conclusion_id] = call
    latest: dict[int, dict[str, int]] = defaultdict(dict)
    # Of a text that was changed a hundred times, the numbers alone.
    rows = Wording.objects.filter(conclusion__in=conclusions).order_by("number")
    for conclusion, language, number in rows.values_list("conclusion", "language", "number"):
        latest[conclusion][language] = number
    needed = {(key, language, number) for key, numbers in latest.items() for language, number in numbers.items()}
    needed |= {(key, *place) for key, read in readings.items() for one in read for place in one.wordings.items()}
    versions: dict[int, dict[tuple[str, int], Wording]] = defaultdict(dict)
    numbers = {number for _key, _language, number in needed}
    for wording in rows.filter(number__in=numbers):
        if (wording.conclusion_id, wording.language, wording.number) in needed:
            versions[wording.conclusion_id][wording.language, wording.number] = wording
    return {
        one.item_id: Draft(
            one,
            {language: versions[one.pk][language, number] for language, number in latest[one.pk].items()},
            tuple(readings[one.pk]),
            calls.get(one.pk),
            versions[one.pk],
        )
        for one in conclusions
    }


def wordings_of(conclusion: Conclusion | None, language: str) -> list[Wording]:
    """Every version of a conclusion in a language, in order, with who wrote it."""
    rows = Wording.objects.filter(conclusion=conclusion, language=language).select_related("person")
    return list(rows.order_by("number")) if conclusion is not None else []


def positions_of(item: int) -> list[Position]:
    """What was said of an item on record, in whichever sitting, in order, with who said it."""
    rows = Position.objects.filter(discussion__item=item)
    return list(rows.select_related("registration__person", "member").order_by("pk"))


def as_rules(positions: Iterable[Position]) -> tuple[rules.Position, ...]:
    """Positions as the rules take them."""
    return tuple(
        rules.Position(
            one.pk,
            rules.PositionKind(one.kind),
            one.member.code if one.member else "",
            one.may_defer,
            withdrawn=one.withdrawn_at is not None,
        )
        for one in positions
    )


def taken_by(positions: Iterable[Position], member: int | None, registration: int) -> frozenset[rules.PositionKind]:
    """What stands of a Member, or of a person who represents none."""
    return frozenset(
        rules.PositionKind(one.kind)
        for one in positions
        if one.withdrawn_at is None
        and (one.member_id == member if member is not None else one.registration_id == registration)
    )


def last_endings(consultation: Consultation) -> dict[int, Ending]:
    """Why each item ended that has, the last time that it did, by item."""
    rows = Ending.objects.filter(discussion__item__consultation=consultation).order_by("discussion")
    return {row.discussion.item_id: row for row in rows.select_related("discussion", "position__member", "reading")}


def position_counts(consultation: Consultation) -> dict[int, int]:
    """How many positions were taken on each item that are not withdrawn, by item."""
    rows = Position.objects.filter(discussion__item__consultation=consultation, withdrawn_at=None)
    return dict(rows.order_by().values_list("discussion__item").annotate(Count("pk")))


def urgencies_of(consultation: Consultation) -> dict[int, Urgency]:
    """The flags on conclusions that are not taken back, by the ending of the item."""
    rows = Urgency.objects.filter(ending__discussion__item__consultation=consultation, taken_back_at=None)
    return {row.ending_id: row for row in rows.select_related("flagged_by", "authorised_by")}


def reports_of(consultation: Consultation) -> list[Report]:
    """Every published version of the report, the latest first, with who published it."""
    rows = Report.objects.filter(consultation=consultation).select_related("published_by")
    return list(rows.prefetch_related("submissions__submitted_by"))


def latest_report(consultation: Consultation) -> Report | None:
    """The version in force."""
    return Report.objects.filter(consultation=consultation).first()


def submission_of(report: Report) -> ReportSubmission | None:
    """How a version was handed over to the physical session, as last recorded. Reads ``submissions``."""
    return max(report.submissions.all(), key=lambda row: row.pk, default=None)


def paragraphs_left_out(consultation: Consultation) -> list[ReportParagraph]:
    """What the secretariat wrote for the report and left out since."""
    return list(ReportParagraph.objects.filter(consultation=consultation, removed_at__isnull=False))


def report_symbols(consultations: Iterable[Consultation]) -> dict[int, str]:
    """Symbol of the report in force of each consultation that has one, by consultation."""
    rows = Report.objects.filter(consultation__in=[one.pk for one in consultations]).defer("content")
    return {row.consultation_id: row.symbol for row in rows.order_by("revision")}


def endings_of(discussions: Iterable[int]) -> dict[int, Ending]:
    """Why periods of discussion ended as they did, by period."""
    rows = Ending.objects.filter(discussion__in=list(discussions)).select_related("position__member", "reading")
    return {row.discussion_id: row for row in rows}
