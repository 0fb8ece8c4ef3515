"""Comments on a rehearsal are given, withdrawn and answered; its report is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.agenda.reasons import AgendaCode
from hemicycle.people import queries as people
from hemicycle.people.act import carry_out, carry_out_in_share
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.rehearsal_comments import CommentState, may_comment
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.models import Sitting
from hemicycle.support.models import RehearsalComment, RehearsalReport
from hemicycle.support.reasons import SupportCode

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.people.models import Registration


@dataclass(frozen=True)
class Said:
    """What somebody says of a rehearsal: ratings from 1 to 5, None where they say nothing, and words."""

    sound: int | None = None
    picture: int | None = None
    interpretation: int | None = None
    speaking: int | None = None
    text: str = ""

    @property
    def nothing(self) -> bool:
        """Whether they say nothing at all."""
        return not self.text and {self.sound, self.picture, self.interpretation, self.speaking} == {None}


def comment(consultation: int, performer: Performer, at: datetime, sitting: int, said: Said) -> RehearsalComment:
    """Comment on a rehearsal in which one took part, or change one's comment; whatever was answered stays.

    Raises:
        Refusal: they were not there, comments are closed, or it says nothing.
    """
    with carry_out_in_share(consultation, performer, Action.REHEARSAL_COMMENT, at, member=None) as act:
        row, mine = _sitting(act, sitting), _own(act)
        _require_open(row, mine)
        if said.nothing:
            raise Refusal(SupportCode.COMMENT_EMPTY)
        given, created = RehearsalComment.objects.select_for_update(of=("self",)).get_or_create(
            sitting=row, registration=mine, defaults={**vars(said), "given_at": at, "changed_at": at}
        )
        if not created:
            for name, value in vars(said).items():
                setattr(given, name, value)
            given.changed_at = at
            given.save(update_fields=[*vars(said), "changed_at"])
        act.facts.update(comment=given.pk, changed=not created)
    return given


def withdraw(consultation: int, performer: Performer, at: datetime, sitting: int) -> None:
    """Take back one's comment, with what was answered to it.

    Raises:
        Refusal: there is none of theirs, or comments are closed.
    """
    with carry_out_in_share(consultation, performer, Action.REHEARSAL_COMMENT, at, member=None) as act:
        row, mine = _sitting(act, sitting), _own(act)
        _require_open(row, mine)
        given = row.rehearsal_comments.select_for_update().filter(registration=mine).first()
        if given is None:
            raise Refusal(SupportCode.NO_SUCH_COMMENT)
        act.facts.update(comment=given.pk, withdrawn=True)
        given.delete()


def answer(
    consultation: int, performer: Performer, at: datetime, comment: int, state: CommentState, response: str
) -> RehearsalComment:
    """Say what is done about a comment.

    Args:
        state: ``RECEIVED`` takes back what was said, and has no response.

    Raises:
        Refusal: there is no such comment, or a response comes without a state.
    """
    with carry_out(consultation, performer, Action.REHEARSAL_REPORT_EDIT, at) as act:
        rows = RehearsalComment.objects.select_for_update(of=("self",)).filter(sitting__consultation=consultation)
        row = rows.filter(pk=comment).first()
        if row is None:
            raise Refusal(SupportCode.NO_SUCH_COMMENT)
        answered = state is not CommentState.RECEIVED
        if response and not answered:
            raise Refusal(SupportCode.COMMENT_UNANSWERED)
        act.place = f"sitting:{row.sitting_id}"
        act.facts.update(comment=row.pk, state=[row.state, state.value])
        row.state, row.response = state.value, response
        row.answered_at, row.answered_by = (at, _own(act)) if answered else (None, None)
        row.save(update_fields=["state", "response", "answered_at", "answered_by"])
    return row


def publish(consultation: int, performer: Performer, at: datetime, sitting: int, *, published: bool) -> bool:
    """Let every participant read the figures of a sitting, without names, or the desk alone; whether that is new."""
    return _set(consultation, performer, at, sitting, "published_at", filled=published)


def close_comments(consultation: int, performer: Performer, at: datetime, sitting: int, *, closed: bool) -> bool:
    """Take no more comments on a sitting, or take them again; whether that is new."""
    return _set(consultation, performer, at, sitting, "comments_closed_at", filled=closed)


def _set(consultation: int, performer: Performer, at: datetime, sitting: int, field: str, *, filled: bool) -> bool:
    with carry_out(consultation, performer, Action.REHEARSAL_REPORT_EDIT, at) as act:
        row, _created = RehearsalReport.objects.get_or_create(sitting=_sitting(act, sitting))
        before = getattr(row, field)
        if (before is not None) == filled:
            act.cancel()
            return False
        setattr(row, field, at if filled else None)
        row.save(update_fields=[field])
        act.facts[field] = [moment.isoformat() if moment else None for moment in (before, getattr(row, field))]
    return True


def _sitting(act: Act, key: int) -> Sitting:
    row = Sitting.objects.filter(consultation=act.consultation, pk=key).first()
    if row is None:
        raise Refusal(AgendaCode.NO_SUCH_SITTING)
    act.place = f"sitting:{row.pk}"
    return row


def _own(act: Act) -> Registration:
    """The registration of who acts."""
    person = act.performer.person
    row = people.registration_of(person, act.consultation) if person is not None else None
    if row is None:
        raise Refusal(RuleCode.NOT_REGISTERED)
    return row


def _require_open(sitting: Sitting, mine: Registration) -> None:
    there = sitting.attendances.filter(registration=mine).exists()
    report = RehearsalReport.objects.filter(sitting=sitting).first()
    closed = report is not None and report.comments_closed_at is not None
    require(may_comment(SittingKind(sitting.kind), took_part=there, closed=closed))
