"""Refusals in a sitting in the reader's language: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.agenda import messages as agenda
from hemicycle.sittings.reasons import SittingCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    SittingCode.NO_SUCH_TURN: lambda: _("This request is no longer in this sitting."),
    SittingCode.NO_SUCH_MOTION: lambda: _("This is no motion that can be ruled on. Check the motions in the console."),
    SittingCode.NOT_ON_AGENDA: lambda: _("This item is not on the agenda."),
}
#: With those of the rooms below.
ALL = {**agenda.ALL, **MESSAGES}
