"""``hemicycle invite``: make somebody an administrator, who begins consultations on the set-up page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone, translation

from hemicycle.consultations.languages import FALLBACK, LANGUAGES
from hemicycle.journal.record import Performer
from hemicycle.mail.administrator_links import HOURS, invite
from hemicycle.people.details import clean
from hemicycle.people.messages import refusal_message
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Prints and mails a link that signs the person in once. Run again, it makes a new one, and the old one ends."""

    help = "Make somebody an administrator of this installation: prints and mails a link that signs them in once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom."""
        parser.add_argument("address", help="Their e-mail address.")
        parser.add_argument("--name", default="", help="As it is to be shown: “Ms. Elena Duarte”.")
        parser.add_argument("--language", default=FALLBACK, choices=LANGUAGES, help="Of mails and pages.")

    def handle(self, *_args: object, address: str, name: str, language: str, **_options: object) -> None:
        """Invite them."""
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"{address} is not an e-mail address. Enter it in the form name@example.org.") from error
        try:
            invited = invite(Performer(system="operator"), timezone.now(), address, clean(name), language)
        except Refusal as refusal:
            with translation.override(FALLBACK):
                raise CommandError(refusal_message(refusal.reason)) from refusal
        person = invited.administrator.person
        self.stdout.write(f"{person.name} <{person.email}> is an administrator of this installation.")
        self.stdout.write(f"This link signs them in once, within {HOURS} hours. It is for them alone:\n")
        self.stdout.write(f"    {invited.address}\n")
        if invited.mailed:
            self.stdout.write(f"It was sent to {person.email} too.")
        else:
            self.stderr.write(
                self.style.WARNING(
                    "It could not be mailed: hand it over yourself, and check EMAIL_HOST in the settings."
                )
            )
