"""Refusals about people in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from babel.dates import format_datetime
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import reader_language

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason

#: By code. A function, so that it is worded when it is read, in the language of that moment.
WORDINGS: dict[str, Callable[[], str]] = {
    "not_permitted": lambda: _("Your role in this consultation does not include this."),
    "not_registered": lambda: _(
        "There is no registration for this consultation under this name. Write to the secretariat."
    ),
    "registration_not_confirmed": lambda: _(
        "The registration is not confirmed yet. Write to the secretariat and ask to confirm it."
    ),
    "not_registered_for_day": lambda: _(
        "You did not register for the sittings of this day. Change your registration, or write to the secretariat."
    ),
    "registered_already": lambda: _(
        "This person is registered for the consultation already. Look for them in the list, and change what is there."
    ),
    "registration_step": lambda: _(
        "This cannot be done with the registration as it stands now. Somebody may have acted meanwhile: look again."
    ),
    "registration_over": lambda: _("This registration was withdrawn or refused. Register anew, or have it reopened."),
    "no_such_registration": lambda: _("There is no such registration in this consultation."),
    "refusal_needs_words": lambda: _("Say why it is refused: the person is told."),
    "registration_not_open": lambda: _("Registration opens on {opens}. Come back then; nothing is lost."),
    "registration_closed": lambda: _(
        "Registration closed on {closed}. Write to the secretariat: it can still enter you."
    ),
    "member_not_invited": lambda: _(
        "This Member does not take part in the consultation. Choose another one, or write to the secretariat."
    ),
    "quota_full": lambda: _("All {size} places are taken. Who registers now is put on the waiting list."),
    "not_to_be_replaced": lambda: _(
        "Nobody can be named in place of this person: somebody was already, or they are of another Member."
    ),
    "has_head_already": lambda: _(
        "This delegation has a head already. Change that person's part in the delegation first."
    ),
    "role_by_secretariat_only": lambda: _("Only the secretariat enters people for this role."),
    "no_mandate": lambda: _("You are not this Member's focal point. The secretariat enters who is."),
    "mandate_over": lambda: _("Your mandate as this Member's focal point has ended. Write to the secretariat."),
    "mandate_delegated": lambda: _(
        "You have delegated your authority as focal point. Withdraw the delegation in order to act yourself."
    ),
}
#: Facts that are moments, as ISO 8601.
_MOMENTS = frozenset({"opens", "closed"})


def say(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    facts = {name: _moment(str(value), zone) if name in _MOMENTS else value for name, value in reason.facts.items()}
    return WORDINGS[reason.code]().format(**facts)


def _moment(text: str, zone: tzinfo) -> str:
    moment = datetime.fromisoformat(text).astimezone(zone)
    return format_datetime(moment, "long", locale=reader_language())
