"""The text on the screen, what was said on record of it, and why an item ended."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from hemicycle.consultations.settings import settings_of
from hemicycle.live import conclusion_documents as shapes
from hemicycle.live.build_parts import iso, who
from hemicycle.live.document import Who
from hemicycle.live.documents import EndingDocument
from hemicycle.outcome import wording_changes
from hemicycle.outcome.queries import Draft, as_rules, draft_of, positions_of
from hemicycle.rules.conclusions import EndingCode, PositionKind, deferring
from hemicycle.sittings import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.outcome.models import CallForObjections, Ending, Position
    from hemicycle.sittings.models import Sitting

#: Texts that were compared are kept: everybody who comes back asks for the same one.
COMPARED = 64


def conclusion(sitting: Sitting) -> shapes.ConclusionDocument:
    """The proposed conclusion of the open item, with what changed since it was read out."""
    period = sitting.discussions.filter(end=None).select_related("item__document").first()
    if period is None:
        return _nothing(sitting)
    draft, positions = draft_of(period.item_id), positions_of(period.item_id)
    settings = settings_of(sitting.consultation.settings)
    stop = settings.objections_stop
    taken = as_rules(positions)
    cause = deferring(taken, objections_stop=stop)
    last, asked = draft.last_reading(), draft.asked(period.pk)
    question = draft.call if draft.is_asked(period.pk) else None
    return shapes.ConclusionDocument(
        seq=sitting.sequence,
        item=period.item_id,
        language=draft.language,
        reading=last.number if last else 0,
        read=draft.is_read(),
        texts=list(_texts(draft)) if draft.proposed else [],
        numbers=draft.numbers,
        question=_question(question, sitting) if question else None,
        asked_until=iso(asked.until) if asked is not None and not asked.changed else None,
        objections_stop=stop,
        noted=settings.noted_with_proposal or not (period.item.proposes or draft.proposed),
        positions=[
            _position(row, defers=one.defers(objections_stop=stop)) for row, one in zip(positions, taken, strict=True)
        ],
        latest=max((one.key for one in taken), default=0),
        deferring=cause.key if cause else None,
    )


def ending(row: Ending | None) -> EndingDocument | None:
    """Why an item ended; of one that ended before reasons were kept, nothing."""
    if row is None:
        return None
    member = row.position.member.code if row.position and row.position.member else ""
    return EndingDocument(code=cast("EndingCode", row.why.code), member=member, words=row.words)


def _nothing(sitting: Sitting) -> shapes.ConclusionDocument:
    return shapes.ConclusionDocument(
        seq=sitting.sequence,
        item=None,
        language="",
        reading=0,
        read=False,
        texts=[],
        numbers={},
        question=None,
        asked_until=None,
        objections_stop=True,
        noted=False,
        positions=[],
        latest=0,
        deferring=None,
    )


def _question(call: CallForObjections, sitting: Sitting) -> shapes.QuestionDocument:
    asks = who(call.registration, sitting.consultation.classes, queries.day(sitting))
    return shapes.QuestionDocument(who=asks, asked_at=iso(call.at), until=iso(call.until))


def _texts(draft: Draft) -> Iterable[shapes.TextDocument]:
    """That of drafting first, then the others by code; a language whose text was taken back has none."""
    codes = sorted(draft.latest, key=lambda code: (code != draft.language, code))
    for code in codes:
        wording = draft.latest[code]
        if not wording.text:
            continue
        before = draft.read_before(code)
        yield shapes.TextDocument(
            language=code,
            number=wording.number,
            follows=wording.follows or 0,
            behind=draft.is_behind(code),
            paragraphs=_compared(before.text if before else None, wording.text),
        )


@lru_cache(maxsize=COMPARED)
def _compared(before: str | None, after: str) -> list[list[shapes.PieceDocument]]:
    found = wording_changes.unchanged(after) if before is None else wording_changes.compare(before, after)
    return [[shapes.PieceDocument(kind=piece.kind, text=piece.text) for piece in pieces] for pieces in found]


def _position(row: Position, *, defers: bool) -> shapes.PositionDocument:
    """Who said it is read as at the moment (rule 5)."""
    return shapes.PositionDocument(
        position=row.pk,
        who=Who(
            registration=row.registration_id,
            name=row.registration.person.name,
            member=row.member.code if row.member else None,
            capacity=row.capacity,
        ),
        kind=PositionKind(row.kind),
        words=row.words,
        at=iso(row.at),
        recorded=row.recorded_by_id is not None,
        withdrawn=row.withdrawn_at is not None,
        defers=defers,
    )
