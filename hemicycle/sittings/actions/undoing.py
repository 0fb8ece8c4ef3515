"""Who presides undoes what they have just done before everybody (rule 42)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.undo import may_undo_act
from hemicycle.sittings import undoing
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.commands import Arguments, Key, command
from hemicycle.sittings.models import LastAct

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


class OfAct(Arguments):
    """``sitting.undo``: the act that the console showed as the last one."""

    act: Key


@command(Action.SITTING_UNDO, OfAct)
def undo(sitting: int, performer: Performer, at: datetime, *, act: int) -> None:
    """The queue, the speaker, the item, the list and the sitting are again what they were before the act.

    Raises:
        Refusal: it is too late, somebody else acted, or something has happened since.
    """
    with carry_out(sitting, performer, Action.SITTING_UNDO, at) as undone:
        last = LastAct.objects.filter(sitting=undone.sitting, pk=act).first()
        if last is None:
            raise Refusal(RuleCode.NOTHING_TO_UNDO)
        require(
            may_undo_act(
                mine=last.registration_id == undone.registration.pk,
                changed=undoing.is_changed(undone.sitting, last),
                acted_at=last.at,
                at=at,
            )
        )
        if not undoing.restore(undone.sitting, last):
            raise Refusal(RuleCode.UNDO_SINCE_CHANGED)
        undone.facts.update(undone=last.action, of=last.at.isoformat())
        undone.changes("sitting", *undoing.documents_of(last))
        last.delete()
