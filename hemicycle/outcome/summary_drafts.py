"""What a summary record says when it is drawn up: a paragraph for each moment of the record that it rests on.

The texts are in the present language: its first wordings, which the secretariat then edits. A text that was handed in
in another language is a wording in that language, beside a paragraph that is still to be filled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from hemicycle.consultations.joins import full_stop
from hemicycle.consultations.languages import localized
from hemicycle.consultations.outcome_names import outcome_names
from hemicycle.outcome.sitting_record import EventKind
from hemicycle.outcome.wording_changes import PARAGRAPH
from hemicycle.outcome.words import KINDS, why
from hemicycle.people.member_names import member_name
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.rules.summary_records import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hemicycle.outcome.sitting_record import Event, SittingRecord
    from hemicycle.outcome.statements import HandedIn


@dataclass(frozen=True)
class DraftParagraph:
    """A paragraph as it is drawn up.

    Attributes:
        text: In the language in which the record is drawn up.
        others: In other languages.
        registration, member: Keys of whose statement it records.
        rests_on: As ``SummaryParagraph.rests_on``.
    """

    kind: ParagraphKind
    text: str
    rests_on: dict[str, Any]
    others: Mapping[str, str] = field(default_factory=dict)
    item: int | None = None
    registration: int | None = None
    member: int | None = None


def drafts(record: SittingRecord, statements: Mapping[int, HandedIn], language: str) -> list[DraftParagraph]:
    """The paragraphs of a sitting, in order.

    Args:
        statements: The text that was handed in for each turn, by turn.
        language: The present one.
    """
    return [draft for event in record.events for draft in _of(event, record, statements, language)]


def _of(
    event: Event, record: SittingRecord, statements: Mapping[int, HandedIn], language: str
) -> Iterator[DraftParagraph]:
    if event.kind in {EventKind.TURN, EventKind.MOTION}:
        if event.row.connected_at is not None:
            yield _statement(event, record, statements.get(event.key), language)
        return
    if event.kind is EventKind.READING:
        yield _reading(event, record, language)
        return
    made = _SAYS.get(event.kind)
    if made is None:
        return
    kind, says = made
    text = says(event, record)
    if text:
        who, member = (
            (event.row.registration_id, event.row.member_id) if kind is ParagraphKind.POSITION else (None, None)
        )
        yield DraftParagraph(kind, text, _moment(event), {}, event.item.pk if event.item else None, who, member)


def _moment(event: Event) -> dict[str, Any]:
    return {"kind": event.kind.value, "key": event.key}


def _clock(event: Event, record: SittingRecord) -> str:
    return f"{event.at.astimezone(record.sitting.consultation.zone):%H:%M}"


def _statement(event: Event, record: SittingRecord, handed_in: HandedIn | None, language: str) -> DraftParagraph:
    said = _says(event, record)
    text, others = said, {}
    if handed_in is not None and handed_in.latest.text:
        version = handed_in.latest
        if version.language == language:
            text = f"{said} {version.text}"
        else:
            others = {version.language: version.text}
    return DraftParagraph(
        ParagraphKind.SPEAKER,
        text,
        _moment(event),
        others,
        event.item.pk if event.item else None,
        event.row.registration_id,
        event.row.member_id,
    )


def _says(event: Event, record: SittingRecord) -> str:
    """Who spoke, in the third person."""
    if event.member is not None:
        names = {"member": member_name(event.member)}
        if event.row.motion:
            # In which of the forms of procedure they spoke.
            names["motion"] = _MOTIONS[Motion(event.row.motion)]()
            return _("The delegate of %(member)s, %(motion)s, said that:") % names
        return _("The delegate of %(member)s said that:") % names
    if _presides(event, record):
        return _("The presiding officer said that:")
    return _("%(name)s said that:") % {"name": event.person.name if event.person else ""}


def _ruling(event: Event, _record: SittingRecord) -> str:
    """What who presided ruled, with its words."""
    row = event.row
    if not row.verdict:
        return _("The presiding officer ruled: %(words)s") % {"words": row.words}
    said = _VERDICTS[Verdict(row.verdict)]()
    return PARAGRAPH.join(filter(None, [said, row.words]))


_MOTIONS: dict[Motion, Callable[[], str]] = {
    Motion.POINT_OF_ORDER: lambda: _("on a point of order"),
    Motion.SUSPENSION_OF_SITTING: lambda: _("moving the suspension of the sitting"),
    Motion.ADJOURNMENT_OF_SITTING: lambda: _("moving the adjournment of the sitting"),
    Motion.ADJOURNMENT_OF_DEBATE: lambda: _("moving the adjournment of the debate"),
    Motion.CLOSURE_OF_DEBATE: lambda: _("moving the closure of the debate"),
    Motion.CLOSURE_OF_LIST: lambda: _("moving the closure of the list of speakers"),
    Motion.RIGHT_OF_REPLY: lambda: _("in exercise of the right of reply"),
}
_VERDICTS: dict[Verdict, Callable[[], str]] = {
    Verdict.ACCEPTED: lambda: _("The presiding officer accepted the motion."),
    Verdict.REJECTED: lambda: _("The presiding officer did not accept the motion."),
    Verdict.NOTED: lambda: _("The presiding officer took note."),
}


def _presides(event: Event, record: SittingRecord) -> bool:
    """Whether the speaker presided when they had the floor."""
    return any(
        lead.row.registration_id == event.row.registration_id
        and lead.at <= event.at
        and (lead.until is None or event.at < lead.until)
        for lead in record.of(EventKind.PRESIDED)
    )


def _reading(event: Event, record: SittingRecord, language: str) -> DraftParagraph:
    """The conclusion as it was read out, in each language in which it was."""
    read = record.read_out(event.row)
    drafted = event.row.conclusion.language
    said = _("The presiding officer read out the proposed conclusion:")
    shown = read.get(language) or read.get(drafted)
    others = {code: wording.text for code, wording in read.items() if code not in {language, shown and shown.language}}
    text = PARAGRAPH.join([said, shown.text]) if shown and shown.text else said
    return DraftParagraph(ParagraphKind.CONCLUSION, text, _moment(event), others, event.item.pk if event.item else None)


def _opened(event: Event, record: SittingRecord) -> str:
    return _("The sitting was opened at %(time)s.") % {"time": _clock(event, record)}


def _reopened(event: Event, record: SittingRecord) -> str:
    said = _("The sitting was reopened at %(time)s: %(words)s")
    return said % {"time": _clock(event, record), "words": event.row.words}


def _ended(event: Event, record: SittingRecord) -> str:
    return _("The sitting rose at %(time)s.") % {"time": _clock(event, record)}


def _presided(event: Event, record: SittingRecord) -> str:
    facts = {"name": event.person.name if event.person else "", "time": _clock(event, record)}
    return _("%(name)s presided from %(time)s.") % facts


def _item(event: Event, _record: SittingRecord) -> str:
    if event.item is None:
        return ""
    title = localized(event.item.title)
    said = _("Item %(position)d: %(title)s") % {"position": event.item.position or 0, "title": title}
    return f"{said} ({event.item.document.symbol})" if event.item.document else said


def _position(event: Event, _record: SittingRecord) -> str:
    who = member_name(event.member) if event.member else event.person.name if event.person else ""
    facts = {"kind": KINDS[PositionKind(event.row.kind)], "member": who}
    if event.row.words:
        return (_("%(kind)s, %(member)s:") % facts) + f" {event.row.words}"
    return _("%(kind)s, %(member)s.") % facts


def _withdrawal(event: Event, _record: SittingRecord) -> str:
    who = member_name(event.member) if event.member else event.person.name if event.person else ""
    return _("%(kind)s, %(member)s, withdrawn.") % {"kind": KINDS[PositionKind(event.row.kind)], "member": who}


def _outcome(event: Event, record: SittingRecord) -> str:
    outcome = outcome_names(record.sitting.consultation)[event.row.discussion.outcome]
    return full_stop().join([outcome, why(event.row)])


_SAYS: dict[EventKind, tuple[ParagraphKind, Callable[[Event, SittingRecord], str]]] = {
    EventKind.OPENED: (ParagraphKind.OPENING, _opened),
    EventKind.REOPENED: (ParagraphKind.OPENING, _reopened),
    EventKind.PRESIDED: (ParagraphKind.PRESIDING, _presided),
    EventKind.ITEM: (ParagraphKind.ITEM, _item),
    EventKind.RULING: (ParagraphKind.PRESIDING, _ruling),
    EventKind.POSITION: (ParagraphKind.POSITION, _position),
    EventKind.WITHDRAWAL: (ParagraphKind.POSITION, _withdrawal),
    EventKind.OUTCOME: (ParagraphKind.OUTCOME, _outcome),
    EventKind.ENDED: (ParagraphKind.CLOSING, _ended),
}
