"""What happened in a sitting, in words: the lines of its record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.consultations.joins import beside, full_stop
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.consultations.outcome_names import outcome_names
from hemicycle.outcome.sitting_record import EventKind
from hemicycle.outcome.words import KINDS, why
from hemicycle.people.member_names import member_name
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.floor import Cause
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.utils.functional import _StrPromise

    from hemicycle.outcome.sitting_record import Event, SittingRecord

#: What each is called in the table.
EVENTS: dict[EventKind, _StrPromise] = {
    EventKind.OPENED: pgettext_lazy("of a sitting", "Opening"),
    EventKind.REOPENED: pgettext_lazy("of a sitting", "Reopening"),
    EventKind.SUSPENDED: pgettext_lazy("of a sitting", "Suspension"),
    EventKind.RESUMED: pgettext_lazy("of a sitting", "Resumption"),
    EventKind.PROLONGED: pgettext_lazy("of a sitting", "Extension"),
    EventKind.ENDED: pgettext_lazy("of a sitting", "End"),
    EventKind.PRESIDED: gettext_lazy("Presiding officer"),
    EventKind.ITEM: gettext_lazy("Discussion"),
    EventKind.TURN: gettext_lazy("Speaker"),
    EventKind.VOICE: gettext_lazy("Presiding officer’s voice"),
    EventKind.MOTION: gettext_lazy("Motion"),
    EventKind.RULING: gettext_lazy("Ruling"),
    EventKind.POSITION: gettext_lazy("Position"),
    EventKind.WITHDRAWAL: gettext_lazy("Withdrawal"),
    EventKind.READING: gettext_lazy("Reading of the conclusion"),
    EventKind.CALL: gettext_lazy("Question of objections"),
    EventKind.OUTCOME: gettext_lazy("Outcome"),
    EventKind.REMOVED: gettext_lazy("Removal from the room"),
    EventKind.READMITTED: gettext_lazy("Readmission"),
}
#: By what the table can be narrowed.
GROUPS: dict[str, tuple[_StrPromise, tuple[EventKind, ...]]] = {
    "speakers": (gettext_lazy("Speakers"), (EventKind.TURN, EventKind.VOICE, EventKind.MOTION)),
    "conclusions": (
        gettext_lazy("Conclusions"),
        (EventKind.POSITION, EventKind.WITHDRAWAL, EventKind.READING, EventKind.CALL, EventKind.OUTCOME),
    ),
    "conduct": (
        gettext_lazy("Conduct of the sitting"),
        (
            EventKind.OPENED,
            EventKind.REOPENED,
            EventKind.SUSPENDED,
            EventKind.RESUMED,
            EventKind.PROLONGED,
            EventKind.ENDED,
            EventKind.PRESIDED,
            EventKind.ITEM,
            EventKind.MOTION,
            EventKind.RULING,
            EventKind.REMOVED,
            EventKind.READMITTED,
        ),
    ),
}
#: In which somebody speaks, in a language.
_SPOKEN = frozenset({EventKind.TURN, EventKind.VOICE, EventKind.MOTION})
_TONES = {
    EventKind.MOTION: "wait",
    EventKind.POSITION: "stop",
    EventKind.OUTCOME: "live",
    EventKind.REMOVED: "stop",
}


@dataclass(frozen=True)
class Line:
    """An event as the table shows it and a file keeps it.

    Attributes:
        position: Of the item on the agenda; None where the event is about none.
        title: Of the item that was taken up, in the reader's language, or in another one that it then says.
        language: In which somebody spoke: its code; empty where nobody did.
        words: What else is to be said of it.
        quoted: What was read out, or what somebody had recorded, in the language ``quoted_in``.
    """

    event: Event
    label: str
    position: int | None
    name: str
    member: str
    language: str
    words: str
    quoted: str = ""
    quoted_in: str = ""
    title: Wording | str = ""

    @property
    def tone(self) -> str:
        """The colour of its label."""
        return _TONES.get(self.event.kind, "")

    @property
    def spoken(self) -> str:
        """The language by its own name."""
        return NATIVE_NAMES[self.language] if self.language else ""


def lines(record: SittingRecord, *, whole: bool) -> list[Line]:
    """The record in words, in the present language.

    Args:
        whole: Also what went wrong with a turn, and why a rule was overridden.
    """
    worded = _Words(record, whole=whole)
    return [worded.line(event) for event in record.events if whole or not worded.failed(event)]


class _Words:
    """The words of one record."""

    def __init__(self, record: SittingRecord, *, whole: bool) -> None:
        self._record, self._whole = record, whole
        self._outcomes = outcome_names(record.sitting.consultation)
        self._zone = record.sitting.consultation.zone

    def failed(self, event: Event) -> bool:
        """Whether nobody was heard in it."""
        return event.kind is EventKind.TURN and event.row.connected_at is None and event.until is not None

    def line(self, event: Event) -> Line:
        said = _SAYS.get(event.kind)
        quoted, language = self._quoted(event)
        return Line(
            event,
            self._label(event),
            event.item.position if event.item else None,
            event.person.name if event.person else "",
            member_name(event.member) if event.member else "",
            event.row.language if event.kind in _SPOKEN else "",
            full_stop().join(filter(None, said(self, event))) if said else "",
            quoted,
            language,
            Wording.of(event.item.title) if event.kind is EventKind.ITEM and event.item else "",
        )

    def _label(self, event: Event) -> str:
        if event.kind is EventKind.POSITION:
            return str(KINDS[PositionKind(event.row.kind)])
        if event.kind in {EventKind.TURN, EventKind.MOTION} and event.row.motion:
            return str(labels.MOTIONS[Motion(event.row.motion)])
        return str(EVENTS[event.kind])

    def _quoted(self, event: Event) -> tuple[str, str]:
        if event.kind is EventKind.POSITION:
            return event.row.words, ""
        if event.kind is not EventKind.READING:
            return "", ""
        read = self._record.read_out(event.row)
        drafted = event.row.conclusion.language
        language = reader_language() if reader_language() in read else drafted
        wording = read.get(language)
        return (wording.text, language) if wording else ("", "")

    def item(self, event: Event) -> Iterable[str]:
        if event.until is not None and not event.row.outcome:
            yield _("Interrupted")

    def turn(self, event: Event) -> Iterable[str]:
        if event.row.granted_at is None:
            yield _("The floor was not given.")
        if not self._whole:
            return
        if event.row.override:
            yield _("Order of speakers overridden: %(words)s") % {"words": event.row.override}
        if event.row.cause:
            yield str(labels.CAUSES[Cause(event.row.cause)])

    def ruling(self, event: Event) -> Iterable[str]:
        if event.row.verdict:
            motion = labels.MOTIONS[Motion(event.row.turn.motion)] if event.row.turn else ""
            yield beside(filter(None, [str(motion), str(labels.VERDICTS[Verdict(event.row.verdict)])]))
        yield event.row.words

    def position(self, event: Event) -> Iterable[str]:
        if not event.row.may_defer:
            yield _("Recorded only: the class of the speaker does not defer an item.")
        if event.row.recorded_by is not None:
            yield _("Made orally, recorded by %(name)s.") % {"name": event.row.recorded_by.person.name}

    def withdrawal(self, event: Event) -> Iterable[str]:
        yield str(KINDS[PositionKind(event.row.kind)])

    def reading(self, event: Event) -> Iterable[str]:
        yield _("Reading %(number)d") % {"number": event.row.number}

    def outcome(self, event: Event) -> Iterable[str]:
        yield self._outcomes[event.row.discussion.outcome]
        yield why(event.row)

    def words(self, event: Event) -> Iterable[str]:
        yield event.row.words

    def prolonged(self, event: Event) -> Iterable[str]:
        yield _("Until %(time)s") % {"time": f"{event.row.until.astimezone(self._zone):%H:%M}"}
        yield event.row.words

    def removed(self, event: Event) -> Iterable[str]:
        yield event.row.reason


_SAYS: dict[EventKind, Callable[[_Words, Event], Iterable[str]]] = {
    EventKind.ITEM: _Words.item,
    EventKind.TURN: _Words.turn,
    EventKind.MOTION: _Words.turn,
    EventKind.RULING: _Words.ruling,
    EventKind.POSITION: _Words.position,
    EventKind.WITHDRAWAL: _Words.withdrawal,
    EventKind.READING: _Words.reading,
    EventKind.OUTCOME: _Words.outcome,
    EventKind.REOPENED: _Words.words,
    EventKind.PROLONGED: _Words.prolonged,
    EventKind.REMOVED: _Words.removed,
}
