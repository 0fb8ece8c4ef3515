"""Why a message waits, was put aside or cannot be filed, in the reader's language; and what was found of it."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.arrivals.authenticity import Authenticity
from hemicycle.arrivals.mailbox_state import Cause
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.mail import messages as mail
from hemicycle.people import messages as people
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from django.utils.functional import _StrPromise

    from hemicycle.arrivals.models import Arrival
    from hemicycle.rules.reasons import ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    # It is no message that a person wrote to us.
    ArrivalCode.OWN_MESSAGE: lambda: _("A message of this consultation that came back. No action needed."),
    ArrivalCode.BOUNCE: lambda: _("A message of ours could not be delivered. It is noted in the log of messages."),
    ArrivalCode.AUTOMATIC_ANSWER: lambda: _("An automatic message, such as an absence notice. No action needed."),
    ArrivalCode.LIST_MESSAGE: lambda: _("A message to a mailing list. No action needed."),
    ArrivalCode.REPEATED: lambda: _("The same message was received before. No action needed."),
    # It waits for the secretariat.
    ArrivalCode.UNREADABLE: lambda: _(
        "The message is damaged or too long to be read in full. Download the original, then file the message."
    ),
    ArrivalCode.ENCRYPTED: lambda: _("The message is encrypted. Ask the sender to send it again unencrypted."),
    ArrivalCode.SAME_IDENTIFIER: lambda: _(
        "Another message with the same identifier was received before. Compare the two, then file or dismiss this one."
    ),
    ArrivalCode.PROBABLY_FORGED: lambda: _(
        "The sender’s domain says that the message is not from it. Ask the sender by another way before you file it."
    ),
    ArrivalCode.SENDER_UNKNOWN: lambda: _(
        "Nobody here has the sender’s address. Find out for whom the sender writes, then file or dismiss the message."
    ),
    ArrivalCode.SENDERS_SEVERAL: lambda: _(
        "The message names several senders. Find out who wrote it, then file or dismiss it."
    ),
    ArrivalCode.PLACE_UNKNOWN: lambda: _("Nothing in the message says what it is about. Read it, then file it."),
    ArrivalCode.PLACE_OVER: lambda: _(
        "What the message is about has ended. Tell the sender, then file or dismiss the message."
    ),
    ArrivalCode.OTHER_MEMBER: lambda: _(
        "The message answers a letter to another Member than the sender’s. Find out for whom the sender writes."
    ),
    ArrivalCode.FILES_APART: lambda: _(
        "{number} of the attachments are kept apart. See below what was found in them, then file the message."
    ),
    ArrivalCode.FILES_TOO_MANY: lambda: _(
        "The message has more attachments than are read: {number} are in the original only. Download it."
    ),
    ArrivalCode.ANSWER_UNCLEAR: lambda: _(
        "The reply could not be read from the text. Enter it from the message; a colleague confirms it."
    ),
    ArrivalCode.NOTHING_ASKED: lambda: _("The letter asks for no reply. Read the message, then file it."),
    ArrivalCode.VOTE_BY_MESSAGE: lambda: _(
        "Votes in this ballot are sealed until the deadline, so none is taken from a message. Ask the focal point to "
        "vote online, or enter the vote with the message as its source."
    ),
    ArrivalCode.NO_MANDATE: lambda: _(
        "The sender is not the focal point of the Member. Ask the focal point, then file or dismiss the message."
    ),
    ArrivalCode.TAKEN_BACK: lambda: _("It was filed or dismissed, and that was undone. File or dismiss it."),
    # It is not filed, or not dismissed.
    ArrivalCode.ARRIVAL_HANDLED: lambda: _(
        "A colleague has filed or dismissed the message meanwhile. Look at it again."
    ),
    ArrivalCode.NOTHING_TO_TAKE_BACK: lambda: _("The message is not filed or dismissed. Look at it again."),
    ArrivalCode.NO_SUCH_PLACE: lambda: _("Choose where the message belongs."),
    ArrivalCode.DISMISSAL_NEEDS_WORDS: lambda: _("Enter the reason: it is kept with the message."),
    ArrivalCode.COUNTS_ALREADY: lambda: _(
        "A reply was entered from the message. Return that reply first, then undo the filing."
    ),
    ArrivalCode.ORIGINAL_ERASED: lambda: _("The message was deleted with the personal data of its sender."),
}
#: Why the mailbox cannot be read, for those who may only tell the operator.
MAILBOX: dict[Cause, _StrPromise] = {
    Cause.SERVER: gettext_lazy("Its server does not answer."),
    Cause.SIGNING_IN: gettext_lazy("Its server refuses to sign in."),
    Cause.FOLDER: gettext_lazy("Its folder was deleted or renamed."),
}
#: With those of the rooms below.
ALL = {**mail.ALL, **MESSAGES}
#: What is said of who wrote it.
AUTHENTICITY: dict[Authenticity, _StrPromise] = {
    Authenticity.VERIFIED: gettext_lazy("The sender’s domain confirms that the message is from it."),
    Authenticity.UNVERIFIED: gettext_lazy("Nothing confirms that the message is from this sender."),
    Authenticity.FAILED: gettext_lazy("The sender’s domain says that the message is not from it."),
}
#: What was found of a message beside that, by its mark.
MARKS: dict[str, _StrPromise] = {
    "auto_submitted": gettext_lazy("Sent by a program"),
    "precedence": gettext_lazy("Sent to many"),
    "list": gettext_lazy("Mailing list"),
    "bounce": gettext_lazy("Delivery report"),
    "disposition": gettext_lazy("Read receipt"),
    "encrypted": gettext_lazy("Encrypted"),
    "signed": gettext_lazy("Electronically signed; the signature was not verified"),
    "calendar": gettext_lazy("Calendar invitation"),
    "forwarded": gettext_lazy("Contains forwarded messages"),
    "tnef": gettext_lazy("Outlook format (winmail.dat)"),
    "charset": gettext_lazy("Character encoding guessed"),
    "cut": gettext_lazy("Read in part; the original has the rest"),
    "damaged": gettext_lazy("Damaged"),
}
RESULTS: dict[str, _StrPromise] = {
    "pass": pgettext_lazy("authentication", "passed"),
    "fail": pgettext_lazy("authentication", "failed"),
    "softfail": pgettext_lazy("authentication", "failed, not strictly"),
    "none": pgettext_lazy("authentication", "none"),
    "neutral": pgettext_lazy("authentication", "neutral"),
}
#: Why a file is kept apart.
KEPT_APART: dict[str, _StrPromise] = {
    "upload_empty": gettext_lazy("Empty"),
    "upload_too_big": gettext_lazy("Too large"),
    "upload_kind_not_accepted": gettext_lazy("Kind of file not accepted"),
    "upload_not_what_it_says": gettext_lazy("Not what its name says, or damaged"),
    "upload_acts_by_itself": gettext_lazy("Contains scripts, macros or content fetched from elsewhere"),
    "upload_infected": gettext_lazy("Virus found"),
    "upload_not_scanned": gettext_lazy("Not checked for viruses: the scanner did not answer"),
}


def refusal_message(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: it is of a room further on, which words it itself.
    """
    return people.refusal_message(reason, zone, ALL)


def why(arrival: Arrival, words: Mapping[ReasonCode, Callable[[], str]] = ALL) -> str:
    """The reason for which a message waits or was put aside; empty where there is none to tell.

    Args:
        words: Those of a destination that refused it beside ours.
    """
    if not arrival.why:
        return ""
    reason = Reason.from_json(arrival.why)
    return people.refusal_message(reason, arrival.consultation.zone, words) if reason.code in words else ""


def authentication(arrival: Arrival) -> list[str]:
    """On what rests what is said of the sender, as ``SPF: passed``; an unknown result as the server wrote it."""
    names = {"spf": "SPF", "dkim": "DKIM", "dmarc": "DMARC"}
    said = {name: arrival.authentication[key] for key, name in names.items() if key in arrival.authentication}
    return [
        _("%(name)s: %(result)s") % {"name": name, "result": RESULTS.get(result, result)}
        for name, result in said.items()
    ]
