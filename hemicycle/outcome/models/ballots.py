"""Which conclusions a letter puts to a decision by correspondence (rules 34 and 37)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.correspondence.models import Question
from hemicycle.correspondence.models.letters import SENT
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.outcome.models.urgency import Urgency


class BallotedConclusion(models.Model):
    """A question of a ballot or a silence procedure that is a conclusion, as it was read out.

    Attributes:
        urgency: The flag on whose authority it is put; through it the ending of the item, and the reading.
    """

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="conclusion")
    urgency = models.ForeignKey(Urgency, on_delete=models.PROTECT, related_name="ballots")

    personal_data: ClassVar = declare(impersonal="question urgency")
    append_only: ClassVar = AppendOnly(
        path="question__enquiry__letter__state",
        value=SENT,
        trial="question__enquiry__letter__consultation__trial",
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"question {self.question_id} on urgency {self.urgency_id}"
