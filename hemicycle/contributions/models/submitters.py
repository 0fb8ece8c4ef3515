"""The Members whose names a contribution carries, and what each of them said of that (rule 24)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.contributions.models.contributions import Contribution
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.models import Member, Person


class Submitter(models.Model):
    """A Member whose name a contribution carries.

    Attributes:
        place: Its order among them; the one that submitted first has 1.
        named: The latest version names it.
        mailing: By which it was asked last to confirm or withdraw its name.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="submitters")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    named = models.BooleanField(default=True)
    mailing = models.ForeignKey(Mailing, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(impersonal="contribution member place named mailing")
    append_only: ClassVar = AppendOnly(free="place named mailing", trial="contribution__consultation__trial")

    class Meta:
        ordering: ClassVar = ["contribution", "place", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contribution", "member"], name="one_submitter_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.member_id}"


class SubmitterAnswer(models.Model):
    """A Member confirmed its name, or withdrew it.

    Attributes:
        version: Number of the version that it had before it.
        person: Who said so for the Member, or who of the secretariat compared an entered one with its source.
        delivery: Whose link was used, where it was.
    """

    submitter = models.ForeignKey(Submitter, on_delete=models.PROTECT, related_name="answers")
    version = models.PositiveIntegerField()
    confirmed = models.BooleanField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(pointers="person", impersonal="submitter version confirmed delivery at")
    append_only: ClassVar = AppendOnly(trial="submitter__contribution__consultation__trial")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.submitter_id} {'confirmed' if self.confirmed else 'withdrawn'}"
