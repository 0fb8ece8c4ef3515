"""Cases of the help desk, without an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.rules.help_cases import Channel
from hemicycle.support import cases

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting
    from hemicycle.support.models import HelpMessage


def asks(sitting: Sitting, who: Registration, at: datetime, text: str = "No sound") -> HelpMessage:
    """Somebody writes to the help desk in a sitting."""
    with transaction.atomic():
        case = cases.in_sitting(sitting, who) or cases.opened(
            sitting.consultation, Channel.CHAT, at, registration=who, sitting=sitting
        )
        return cases.ask(case, who, at, text)


def answers(sitting: Sitting, who: Registration, author: Registration, at: datetime, text: str) -> HelpMessage:
    """The help desk answers them there."""
    with transaction.atomic():
        case = cases.in_sitting(sitting, who)
        assert case is not None
        return cases.reply(case, author, at, text)
