"""On which condition a class or role may do something: the table of permissions, and what stands beside it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.people.act import OWN
from hemicycle.rules.capacity import CLASSES, LEADERS, Capacity
from hemicycle.rules.permissions import OWN_OR_ANSWERING, PERMISSIONS, Action
from hemicycle.sittings.act import LEADING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Condition(Enum):
    """When it is permitted."""

    ALWAYS = "always"
    LEADING = "leading"
    OWN = "own"
    ANSWERING = "answering"
    OWN_OR_ANSWERING = "own_or_answering"
    NEVER = "never"


WORDS: dict[Condition, _StrPromise] = {
    Condition.ALWAYS: _("yes"),
    Condition.LEADING: _("while leading"),
    Condition.OWN: _("for oneself"),
    Condition.ANSWERING: _("while answering for the Member"),
    Condition.OWN_OR_ANSWERING: _("for oneself, and while answering for the Member"),
    Condition.NEVER: _("no"),
}


def condition(capacity: Capacity, action: Action) -> Condition:
    """When somebody of this class or role may do this, as ``people.act`` and ``sittings.act`` authorise it."""
    permitted = capacity in PERMISSIONS[action]
    if permitted and capacity is Capacity.SECRETARIAT:
        return Condition.ALWAYS
    answers = permitted and capacity in CLASSES and action in OWN_OR_ANSWERING
    if action in OWN:
        return Condition.OWN_OR_ANSWERING if answers else Condition.OWN
    if answers:
        return Condition.ANSWERING
    if permitted and capacity in LEADERS and action in LEADING:
        return Condition.LEADING
    return Condition.ALWAYS if permitted else Condition.NEVER
