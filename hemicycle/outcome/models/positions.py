"""What is said on record of an item and of its proposed conclusion."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import Category, Readers, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Member, Registration
from hemicycle.rules.capacity import KEY_LENGTH
from hemicycle.rules.conclusions import PositionKind
from hemicycle.sittings.models import Discussion

#: Of a reservation or a statement for the record, in characters: a page.
STATEMENT_LENGTH = 3000


class Position(models.Model):
    """An objection, a wish to defer, a motion to suspend the debate, support, a reservation, a statement.

    Attributes:
        member, capacity: As at the moment (rule 5).
        may_defer: Their class may cause a deferral, as at the moment (rule 31).
        words: The reason, or what is to be recorded.
        recorded_by: Who presided and entered it, where it was said by voice; None where it was entered by oneself.
        withdrawn_at: Since when it no longer stands; the row stays.
    """

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="positions")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="positions")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=KEY_LENGTH)
    may_defer = models.BooleanField()
    kind = models.CharField(max_length=width_of(PositionKind, least=20), choices=choices_of(PositionKind))
    words = models.TextField(max_length=STATEMENT_LENGTH, blank=True)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="+")

    personal_data: ClassVar = declare(
        pointers="registration recorded_by withdrawn_by",
        impersonal="discussion member capacity may_defer kind at withdrawn_at",
        words=on_record(Category.WORDS, Readers.PARTICIPANTS),
    )
    append_only: ClassVar = AppendOnly(once="withdrawn_at withdrawn_by", trial="registration__consultation__trial")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.registration_id} at {self.at}"
