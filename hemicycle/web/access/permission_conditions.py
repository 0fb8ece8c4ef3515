"""On which condition a class or role may do something, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.rules.permissions import Condition

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS: dict[Condition, _StrPromise] = {
    Condition.ALWAYS: _("yes"),
    Condition.PRESIDING: _("while presiding"),
    Condition.OWN: _("for oneself"),
    Condition.ANSWERING: _("while acting for the Member"),
    Condition.OWN_OR_ANSWERING: _("for oneself, and while acting for the Member"),
    Condition.NEVER: _("no"),
}
