"""Reads of summary records, each with a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hemicycle.outcome.models import (
    CorrectionRequest,
    SummaryParagraph,
    SummaryRecord,
    SummaryVersion,
    SummaryWording,
)
from hemicycle.rules.summary_records import HEADINGS, ParagraphKind, is_unfinished

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.consultations.models import Consultation
    from hemicycle.sittings.models import Sitting


@dataclass(frozen=True)
class SummaryLine:
    """A paragraph as it reads now.

    Attributes:
        number: From 1 through the record; None for a heading.
        language: Of the record.
        latest: The latest wording by language.
        waiting: A request to correct it on which nobody has decided.
    """

    paragraph: SummaryParagraph
    number: int | None
    language: str
    latest: Mapping[str, SummaryWording] = field(default_factory=dict)
    waiting: CorrectionRequest | None = None

    @property
    def kind(self) -> ParagraphKind:
        """What it is about."""
        return ParagraphKind(self.paragraph.kind)

    @property
    def main(self) -> SummaryWording | None:
        """The latest wording in the language of the record."""
        return self.latest.get(self.language)

    @property
    def unfinished(self) -> bool:
        """Whether it is still to be filled."""
        return self.main is None or is_unfinished(self.main.text)

    def seen(self, language: str) -> int:
        """Number of the latest wording in a language; 0 where there is none."""
        return self.latest[language].number if language in self.latest else 0

    def text(self, language: str) -> str:
        """As it reads in a language; empty where it has no text in it."""
        return self.latest[language].text if language in self.latest else ""

    def is_behind(self, language: str) -> bool:
        """Whether a language does not say what the language of the record says now."""
        if self.main is None or language == self.language:
            return False
        return language not in self.latest or self.latest[language].follows != self.main.number


@dataclass(frozen=True)
class Summary:
    """A summary record as it reads now."""

    record: SummaryRecord
    lines: tuple[SummaryLine, ...]

    @property
    def unfinished(self) -> list[SummaryLine]:
        """The paragraphs that are still to be filled."""
        return [line for line in self.lines if line.unfinished]

    @property
    def waiting(self) -> list[CorrectionRequest]:
        """Requests on which nobody has decided."""
        return [line.waiting for line in self.lines if line.waiting]

    def line(self, paragraph: int) -> SummaryLine | None:
        """One of its paragraphs."""
        return next((line for line in self.lines if line.paragraph.pk == paragraph), None)


def summary_of(sitting: int) -> Summary | None:
    """The summary record of a sitting: four queries, one where there is none."""
    record = SummaryRecord.objects.filter(sitting=sitting).select_related("sitting__consultation__body").first()
    return compiled_lines(record) if record is not None else None


def compiled_lines(record: SummaryRecord) -> Summary:
    """A summary record with its paragraphs in order, without those that were removed."""
    rows = record.paragraphs.filter(removed_at=None).select_related("registration__person", "member", "item")
    paragraphs = list(rows.prefetch_related("member__names").order_by("place", "pk"))
    latest: dict[int, dict[str, SummaryWording]] = defaultdict(dict)
    wordings = SummaryWording.objects.filter(paragraph__record=record, paragraph__removed_at=None)
    for wording in wordings.order_by("number"):
        latest[wording.paragraph_id][wording.language] = wording
    asked = CorrectionRequest.objects.filter(paragraph__record=record, decided_at=None)
    waiting = {row.paragraph_id: row for row in asked.select_related("registration__person", "registration__member")}
    lines, number = [], 0
    for row in paragraphs:
        heading = ParagraphKind(row.kind) in HEADINGS
        number += not heading
        lines.append(
            SummaryLine(row, None if heading else number, record.language, latest[row.pk], waiting.get(row.pk))
        )
    return Summary(record, tuple(lines))


def content_of(summary: Summary) -> dict[str, Any]:
    """What a version of it would say if it were published now.

    ``{sitting, language, paragraphs}``: each paragraph with its ``number``, ``kind``, ``texts`` by language, the
    languages that are ``behind``, and the moment that it ``rests_on``.
    """
    return {
        "sitting": summary.record.sitting_id,
        "language": summary.record.language,
        "paragraphs": [
            {
                "number": line.number,
                "kind": line.kind.value,
                "texts": {code: wording.text for code, wording in sorted(line.latest.items()) if wording.text},
                "behind": sorted(code for code in line.latest if line.is_behind(code)),
                "rests_on": line.paragraph.rests_on,
            }
            for line in summary.lines
        ],
    }


def versions_of(record: SummaryRecord) -> list[SummaryVersion]:
    """Every published version, the latest first."""
    return list(record.versions.select_related("published_by"))


def requests_on(record: SummaryRecord) -> list[CorrectionRequest]:
    """Every request, the latest first, with whose it is and what became of it."""
    rows = CorrectionRequest.objects.filter(paragraph__record=record).select_related(
        "registration__person", "registration__member", "decided_by", "paragraph"
    )
    return list(rows.prefetch_related("registration__member__names").order_by("-pk"))


def corrections_waiting(consultation: Consultation) -> Sequence[CorrectionRequest]:
    """Requests of a consultation on which nobody has decided, the longest first."""
    rows = CorrectionRequest.objects.filter(paragraph__record__sitting__consultation=consultation, decided_at=None)
    return list(rows.select_related("paragraph__record", "registration").order_by("at", "pk"))


def by_sitting(consultation: Consultation) -> dict[int, SummaryRecord]:
    """The summary records of a consultation, by sitting, with the symbols of their versions."""
    rows = SummaryRecord.objects.filter(sitting__consultation=consultation).prefetch_related("versions")
    return {row.sitting_id: row for row in rows}


def wordings_of(paragraph: SummaryParagraph, language: str) -> list[SummaryWording]:
    """Every version of a paragraph in a language, in order, with who wrote it."""
    return list(paragraph.wordings.filter(language=language).select_related("person").order_by("number"))


def was_circulated(sitting: Sitting) -> bool:
    """Whether delegations read the summary record of a sitting."""
    return SummaryRecord.objects.filter(sitting=sitting, circulated_at__isnull=False).exists()
