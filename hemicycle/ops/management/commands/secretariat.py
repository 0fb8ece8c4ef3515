"""``hemicycle secretariat``: let somebody into the secretariat of a consultation where nobody else can confirm them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone, translation

from hemicycle.consultations.languages import FALLBACK, LANGUAGES
from hemicycle.consultations.models import Consultation
from hemicycle.journal.record import Performer
from hemicycle.people.actions.registrations import let_in
from hemicycle.people.details import Details, clean
from hemicycle.people.messages import refusal_message
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Enters and confirms the person at once, as the operator's act, of which the whole secretariat is told."""

    help = "Let somebody into the secretariat of a consultation, which one person alone cannot do."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, and whom."""
        parser.add_argument("consultation", help="Its name in the address: council-2027.")
        parser.add_argument("address", help="Their e-mail address.")
        parser.add_argument("--name", default="", help="As it is to be shown: “Ms. Elena Duarte”.")
        parser.add_argument("--language", default=FALLBACK, choices=LANGUAGES, help="Of mails and pages.")

    def handle(
        self, *_args: object, consultation: str, address: str, name: str, language: str, **_rest: object
    ) -> None:
        """Let them in."""
        row = Consultation.objects.filter(slug=consultation).first()
        if row is None:
            known = ", ".join(Consultation.objects.order_by("slug").values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no consultation {consultation}. There are: {known}.")
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"{address} is not an e-mail address. Enter it in the form name@example.org.") from error
        details = Details(address, clean(name) or address, language=language)
        try:
            made = let_in(row.pk, Performer(system="operator"), timezone.now(), details)
        except Refusal as refusal:
            with translation.override(FALLBACK):
                raise CommandError(refusal_message(refusal.reason)) from refusal
        self.stdout.write(f"{made.person.name} <{made.person.email}> is of the secretariat of {row.slug}.")
        self.stdout.write(f"They sign in with a code by mail: {settings.PUBLIC_ADDRESS}{reverse('account_login')}")
