"""Motions that are before who presides, in the order of their precedence (rule 43)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from hemicycle.rules.floor import HOLDING, TurnState
from hemicycle.rules.motions import Motion, is_before_list, precedence
from hemicycle.sittings.item_turns import open_item
from hemicycle.sittings.models import Ruling, Turn
from hemicycle.sittings.speaker_queue import WAITING_STATES

if TYPE_CHECKING:
    from hemicycle.sittings.models import Sitting

_MOVED = [motion.value for motion in Motion if is_before_list(motion)]


def is_pending(turn: Turn) -> bool:
    """Whether a motion was neither withdrawn nor ruled on."""
    lost = {TurnState.WITHDRAWN.value, TurnState.FAILED.value}
    return turn.state not in lost and not Ruling.objects.filter(turn=turn).exists()


def pending(sitting: Sitting) -> list[Turn]:
    """Those that wait or are heard, and those that were heard on the open item, none of them ruled on yet."""
    current = Q(state__in=[*WAITING_STATES, *(state.value for state in HOLDING)])
    heard = Q(state=TurnState.ENDED.value, granted_at__isnull=False, item=open_item(sitting))
    rows = Turn.objects.filter(current | heard, sitting=sitting, motion__in=_MOVED, ruling=None)
    found = rows.select_related("registration__person", "member")
    return sorted(found, key=lambda turn: (precedence(Motion(turn.motion)), turn.asked_at, turn.pk))


def last_ruling(sitting: Sitting) -> Ruling | None:
    """What was ruled last since the sitting went on, on the open item or while none was."""
    rulings = Ruling.objects.filter(sitting=sitting, discussion=sitting.discussions.filter(end=None).first())
    known = rulings.select_related(
        "registration__person", "registration__member", "turn__registration__person", "turn__member"
    )
    return known.order_by("-pk").first()
