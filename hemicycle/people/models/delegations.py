"""Who takes part in a consultation, and who answers for whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.consultations.models import Consultation
from hemicycle.fields.personal import Category, Personal, Readers, Rows, declare, on_record
from hemicycle.people.models.members import NAME_LENGTH, Member
from hemicycle.people.models.persons import Person
from hemicycle.people.models.uploads import Upload
from hemicycle.rules.registration import FocalPointMandate


class Invitation(models.Model):
    """A Member takes part in a consultation: people may register for it."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="invitations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="invitations")

    personal_data: ClassVar = declare(impersonal="consultation member")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "member"], name="one_invitation_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.member_id}"


class FocalPoint(models.Model):
    """A mandate: a person answers for a Member in a consultation, and nominates its people.

    Several may overlap, as when one delegates to another; ``rules.registration.authority`` says who of
    them acts at a moment. A mandate never changes but for its end, and for being accepted.

    Attributes:
        start: From this moment.
        end: Until this moment, not included; withdrawing sets it.
        delegated_by: The mandate under which this one was given, where a focal point delegated.
        to_accept: Its person has another capacity here, and answers once they have accepted it (rule 39).
        accepted_at: When they did.
        typed_name: As whoever delegated typed it, where the person goes by another name.
        instrument: The note or letter that gives the authority.
        withdrawn_why: Words of whoever withdrew it.
        stays_why: Words of whoever withdrew or refused its person's registration, and let it stay.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="focal_points")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="focal_points")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)
    delegated_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="delegated")
    to_accept = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    typed_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    instrument = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = models.CharField(max_length=300, blank=True)
    stays_why = models.CharField(max_length=300, blank=True)

    personal_data: ClassVar = declare(
        Rows(owner="person", consultation="consultation", called="mandates"),
        pointers="person delegated_by",
        impersonal="consultation member to_accept",
        accepted_at=on_record(Category.PART, Readers.MEMBER),
        start=on_record(Category.PART, Readers.MEMBER),
        end=on_record(Category.PART, Readers.MEMBER),
        typed_name=Personal(Category.NAME, Readers.MEMBER),
        instrument=Personal(Category.NAME, Readers.SECRETARIAT),
        withdrawn_why=Personal(Category.WORDS, Readers.MEMBER),
        stays_why=Personal(Category.WORDS, Readers.SECRETARIAT),
    )

    class Meta:
        ordering: ClassVar = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.person_id}"

    @property
    def shown_name(self) -> str:
        """Its person's name to whoever delegated: as they typed it, or else nobody would tell them who is known."""
        return self.typed_name or self.person.name

    @property
    def mandate(self) -> FocalPointMandate:
        """As the rules see it."""
        accepted = not self.to_accept or self.accepted_at is not None
        start = max(self.start, self.accepted_at) if self.accepted_at else self.start
        return FocalPointMandate(self.pk, self.person_id, start, self.end, accepted)
