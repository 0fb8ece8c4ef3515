"""E-mails of cases: those that came, and those that answered them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.arrivals.models import Arrival
from hemicycle.fields.personal import declare
from hemicycle.mail.models import Mailing
from hemicycle.support.models.help_cases import HelpCase, HelpMessage


class CaseArrival(models.Model):
    """A message that came by e-mail, and the case that it opened or was added to.

    Attributes:
        case, message: None as long as it waits to be filed.
    """

    arrival = models.OneToOneField(Arrival, on_delete=models.CASCADE, related_name="case_arrival")
    case = models.ForeignKey(HelpCase, on_delete=models.CASCADE, null=True, blank=True, related_name="arrivals")
    message = models.ForeignKey(HelpMessage, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(impersonal="arrival case message")

    def __str__(self) -> str:
        return f"{self.arrival_id}: {self.case_id}"


class CaseMailing(models.Model):
    """A mail of ours about a case: what answers it belongs there."""

    case = models.ForeignKey(HelpCase, on_delete=models.CASCADE, related_name="mailings")
    mailing = models.OneToOneField(Mailing, on_delete=models.CASCADE, related_name="case_mailing")

    personal_data: ClassVar = declare(impersonal="case mailing")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.mailing_id}"
