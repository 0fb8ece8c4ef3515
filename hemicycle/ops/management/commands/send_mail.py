"""``hemicycle send-mail``: a message to this installation, as a mail program sends it. For trying mail out."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Sends one message to the port at which the worker takes mail."""

    help = "Send one message to this installation by SMTP, as a mail program does; to try it out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What it says."""
        parser.add_argument("--from", dest="sender", required=True, help="The address of the sender.")
        parser.add_argument("--to", default=settings.EMAIL_IN, help="An address of this installation.")
        parser.add_argument("--subject", default="")
        parser.add_argument("--text", default="")
        parser.add_argument("--file", type=Path, action="append", default=[], help="An attachment; again for another.")

    def handle(self, *_args: object, **options: object) -> None:
        """Send it, and say what the receiver answered."""
        if not settings.MAIL_IN_BIND or not options["to"]:
            raise CommandError("No mail is taken here. Set HEMICYCLE_EMAIL_IN and HEMICYCLE_MAIL_IN_BIND.")
        message = EmailMessage()
        message["From"], message["To"] = str(options["sender"]), str(options["to"])
        message["Subject"] = str(options["subject"])
        message["Message-ID"] = make_msgid(domain="hemicycle.invalid")
        message.set_content(str(options["text"]))
        files = options["file"]
        for path in files if isinstance(files, list) else []:
            message.add_attachment(
                Path(path).read_bytes(), maintype="application", subtype="octet-stream", filename=Path(path).name
            )
        host, _, port = settings.MAIL_IN_BIND.rpartition(":")
        try:
            with smtplib.SMTP(host, int(port), timeout=30) as client:
                client.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise CommandError(f"The message was not taken: {error}") from error
        self.stdout.write(self.style.SUCCESS(f"The message to {options['to']} was taken."))
