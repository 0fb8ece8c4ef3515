"""Refusals in the reader's language: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.live.reasons import LiveCode
from hemicycle.support import messages as support

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import Reason, ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    LiveCode.MALFORMED: lambda: _(
        "This page is out of date or sent data that cannot be read. Reload it and try again."
    ),
    LiveCode.TOO_MANY: lambda: _("Too many commands at once. Wait a few seconds and try again."),
    LiveCode.MET_ANOTHER: lambda: _("Another user acted at the same moment. Check the room and try again."),
}
#: With those of the rooms below.
ALL = {**support.ALL, **MESSAGES}


def refusal_message(reason: Reason) -> str:
    """The wording of a refusal, with its facts.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return ALL[reason.code]().format(**reason.facts)


def media_away() -> str:
    """While the media engine is being restarted."""
    return _("Sound and picture are being restarted. You will be reconnected automatically in a moment.")
