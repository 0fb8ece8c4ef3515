"""Messages of the demonstration that could not be matched: they wait in the tray. Made up, as their senders are."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO
from typing import TYPE_CHECKING

from hemicycle.arrivals import keeping, processing
from hemicycle.arrivals.addressing import Addressed
from hemicycle.arrivals.models import Arrival

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation

#: By their return paths they are known.
_SENDERS = "@tray.demonstration.invalid"
#: Sender, subject, text, and further headers of each.
_MESSAGES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    (
        "Office of International Affairs <office@ministry.example>",
        "Our position",
        "Dear colleagues,\n\nplease find our position below. We support option A.\n\nWith best regards\n",
        {},
    ),
    (
        "Claire Martin <c.martin@delegation.example>",
        "=?utf-8?q?Participation_=C3=A0_la_consultation?= =?iso-8859-1?q?_=2D_d=E9l=E9gation?=",
        "Madame, Monsieur,\n\nnous souhaitons participer avec deux délégués.\n\nCordialement\n",
        {},
    ),
    (
        "Wang Li <wang.li@authority.example>",
        "=?gb18030?b?udjT2tLp0OnSu7XEzsq0+A==?=",
        "To whom it may concern: who receives contributions on item 12?\n",
        {"X-Made-Up": "yes"},
    ),
)


def messages(consultation: Consultation) -> int:
    """Three messages that wait, where none came yet; how many were added."""
    if consultation.arrivals.filter(envelope_from__endswith=_SENDERS).exists():
        return 0
    to = [Addressed("", consultation)]
    for number, (sender, subject, text, headers) in enumerate(_MESSAGES, 1):
        message = EmailMessage()
        message.set_content(text)
        raw = f"From: {sender}\r\nSubject: {subject}\r\nMessage-ID: <made-up-{number}@demonstration.invalid>\r\n"
        raw += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        content = raw.encode() + message.as_bytes().replace(b"\n", b"\r\n")
        # Nobody is told that these came: their addresses are made up.
        keeping.keep(BytesIO(content), Arrival.Way.SMTP, f"made-up-{number}{_SENDERS}", to)
    processing.process_waiting()
    return len(_MESSAGES)
