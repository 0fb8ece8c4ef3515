"""Contributions that arrive by mail: a consultation that takes them, messages, and their arrival."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from docx import Document

from hemicycle.arrivals import addressing, keeping, processing
from hemicycle.arrivals.models import Arrival
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.contributions import queries
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.mail.models import Delivery
from hemicycle.people.uploads import DOCX
from tests.arrivals.mails import mail
from tests.contributions.contributing import IN_TIME, Contributing
from tests.support.enquiries import mandate

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

    from pytest_django import Settings

    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.rules.reasons import ReasonCode
    from tests.factories import World

IN = "reply@council.example"
#: A paper as it is written on the template.
LINES = ("Contribution", "Submitted by", "Brazil", "Title", "On the budget", "Reference", "C20/1", "We welcome it.")


@pytest.fixture
def contributing(world: World, settings: Settings) -> Contributing:
    """A consultation to which mail can be sent; its deadline has not passed at ``IN_TIME``."""
    settings.EMAIL_IN, settings.MAIL_IN_AUTHSERV = IN, "mx.council.example"
    made = Contributing(world)
    made.deadline()
    mandate(world["br"], IN_TIME - timedelta(days=3))
    Delivery.objects.all().delete()
    return made


def word(*lines: str) -> bytes:
    document, file = Document(), BytesIO()
    for line in lines or LINES:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def message(
    *files: tuple[str, bytes], sender: str = "br@example.org", subject: str = "Paper", **more: Any
) -> EmailMessage:
    made = mail(subject, "Please find it attached.", sender, identifier=f"<{uuid4().hex}@example.org>", **more)
    for name, content in files or (("paper.docx", word()),):
        kind = DOCX.partition("/")[2] if name.endswith("docx") else name.rpartition(".")[2]
        made.add_attachment(content, maintype="application", subtype=kind, filename=name)
    return made


def arrive(made: EmailMessage, to: str = IN, at: datetime = IN_TIME) -> Arrival:
    """Take it as a receiver does at this moment, and read it."""
    sender = str(made["From"])
    kept = keeping.keep(BytesIO(made.as_bytes()), Arrival.Way.SMTP, sender, addressing.all_addressed([to]), at)
    processing.process_waiting(at=at)
    return Arrival.objects.get(pk=kept[0].pk)


def only(world: World) -> SeenContribution:
    (seen,) = queries.contributions_of(world.consultation)
    return seen


BAD: dict[str, tuple[EmailMessage, ReasonCode]] = {
    "the secretariat": (message(sender="secretariat@example.org"), ContributionCode.MAIL_WITHOUT_RIGHT),
    "a stranger": (message(sender="x@elsewhere.example", results=""), ArrivalCode.SENDER_UNKNOWN),
    "a forged sender": (
        message(results="mx.council.example; dmarc=fail header.from=example.org"),
        ArrivalCode.PROBABLY_FORGED,
    ),
    "an item that does not exist": (
        message(("a.docx", word("Title", "T T", "Reference", "C99/1"))),
        ContributionCode.MAIL_WITHOUT_ITEM,
    ),
    "two files": (
        message(("a.docx", word()), ("b.docx", word("Title", "Other one"))),
        ContributionCode.MAIL_WITH_FILES,
    ),
    "a file without a text": (message(("a.docx", word(" "))), ContributionCode.CONTRIBUTION_FILE_EMPTY),
    "a file that lies": (message(("a.pdf", b"MZ\x90\x00" + b"\0" * 99)), ArrivalCode.FILES_APART),
    "a file that acts": (
        message(("a.pdf", b"%PDF-1.7\n1 0 obj << /S /JavaScript /JS (x) >> endobj\n%%EOF")),
        ArrivalCode.FILES_APART,
    ),
}
