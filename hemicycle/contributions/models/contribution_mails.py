"""Messages that came by mail as a contribution, or about one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.arrivals.models import Arrival
from hemicycle.consultations.item_lists import KEY_LENGTH
from hemicycle.contributions.models.contributions import Contribution, ContributionVersion
from hemicycle.fields.personal import declare
from hemicycle.people.models import Member


class ContributionMail(models.Model):
    """A message that was filed as a contribution, or at one, by itself or by the secretariat.

    Attributes:
        listing, item_number: The item to which it contributes, as ``ContributionVersion``; empty and 0 where no item is
            known, and of a message about a contribution that was there.
        contribution: That it is about; of one that was entered from it, this one.
        member: Of which Member it is, where that is known.
        version: That was entered from it; none as long as nothing was.
    """

    arrival = models.OneToOneField(Arrival, on_delete=models.CASCADE, related_name="contribution_mail")
    listing = models.CharField(max_length=KEY_LENGTH, blank=True)
    item_number = models.PositiveSmallIntegerField(default=0)
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="contribution_mails"
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(ContributionVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(impersonal="arrival listing item_number contribution member version")

    def __str__(self) -> str:
        return f"{self.arrival_id}: {self.contribution_id or self.item_number}"
