"""What happened to a registration, in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.people.changes import PROMOTED
from hemicycle.people.models import Registration
from hemicycle.rules.permissions import Action
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from hemicycle.people.history import HistoryEntry
    from hemicycle.rules.capacity import Classes

#: By the action's name; another one is named as in the table of permissions.
DONE: dict[str, _StrPromise] = {
    Action.REGISTRATION_SUBMIT.value: gettext_lazy("Registered"),
    Action.REGISTRATION_NOMINATE.value: gettext_lazy("Entered"),
    Action.REGISTRATION_ENDORSE.value: gettext_lazy("Endorsed"),
    Action.REGISTRATION_CONFIRM.value: gettext_lazy("Confirmed"),
    Action.REGISTRATION_REFUSE.value: gettext_lazy("Refused"),
    Action.REGISTRATION_WITHDRAW.value: gettext_lazy("Withdrawn"),
    Action.REGISTRATION_REOPEN.value: gettext_lazy("Reopened"),
    Action.REGISTRATION_CHANGE.value: gettext_lazy("Changed"),
    Action.REGISTRATION_UNDO.value: gettext_lazy("The last action was undone"),
    Action.LINK_SEND.value: gettext_lazy("Personal link sent or revoked"),
    PROMOTED: gettext_lazy("Got a place from the waiting list"),
    "registration.replace": gettext_lazy("Replaced by another person"),
}
_NAMED = {action.value: label for group in labels.ACTIONS.values() for action, label in group.items()}


def what(entry: HistoryEntry) -> str:
    """What was done."""
    return named(entry.act) or entry.act


def named(act: str) -> str:
    """What an act is called; empty for one of the system's own."""
    return str(DONE.get(act) or _NAMED.get(act) or "")


def who(entry: HistoryEntry, classes: Classes) -> str:
    """The class or role in which somebody acted."""
    return labels.capacity(classes.named(entry.capacity)) if entry.capacity else ""


def became(entry: HistoryEntry) -> str:
    """The status that followed."""
    return str(Registration.Status(entry.status).label) if entry.status else ""


def remarks(entry: HistoryEntry) -> list[str]:
    """What else is to be known of it."""
    said = []
    if entry.without_focal_point:
        said.append(_("No one acted for the Member at that time."))
    if entry.many > 1:
        words = ngettext(
            "Done with %(number)d registration at once.", "Done with %(number)d registrations at once.", entry.many
        )
        said.append(words % {"number": entry.many})
    return said
