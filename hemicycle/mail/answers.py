"""What is said of a delivery where no mail server said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from hemicycle.mail.models import Delivery

INTERRUPTED = "hemicycle:interrupted"
NOT_COMPOSED = "hemicycle:not-composed"
DROPPED = "hemicycle:dropped"
OVERTAKEN = "hemicycle:overtaken"
RESTORED = "hemicycle:restored"
OWN = {
    INTERRUPTED: _(
        "It is not known whether this e-mail was sent: the process ended while it was being sent. Ask the "
        "person, or send it again."
    ),
    NOT_COMPOSED: _("The e-mail could not be composed. Inform the operator, who will find the reason in the log."),
    OVERTAKEN: _("It was not sent: the registration had changed again before its turn came."),
    RESTORED: _(
        "It was waiting when a backup was made, and was not sent after the backup was restored. Send it again if it is "
        "still needed."
    ),
    DROPPED: _("The mail server closed the connection, or did not answer."),
}
LENGTH = 500


def words(delivery: Delivery) -> str:
    """Why it is where it is, in the reader's language or in the mail server's words."""
    return str(OWN.get(delivery.answer, delivery.answer))
