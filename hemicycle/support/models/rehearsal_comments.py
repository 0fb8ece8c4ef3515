"""What who took part says of a rehearsal, and how far its report is: published, open for comments."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Registration
from hemicycle.rules.rehearsal_comments import BEST, CommentState
from hemicycle.sittings.models import Sitting

COMMENT_LENGTH = 2000


def _rating() -> models.PositiveSmallIntegerField[int | None, int | None]:
    """From 1 to ``BEST``; ``None`` where they say nothing."""
    bounds = [MinValueValidator(1), MaxValueValidator(BEST)]
    return models.PositiveSmallIntegerField(null=True, blank=True, validators=bounds)


class RehearsalReport(models.Model):
    """How far the report of a sitting is; none where nothing was done about it yet.

    Attributes:
        published_at: Since when every participant reads its figures, without names.
        comments_closed_at: Since when no comments are taken.
    """

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="rehearsal_report")
    published_at = models.DateTimeField(null=True, blank=True)
    comments_closed_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(impersonal="sitting published_at comments_closed_at")

    def __str__(self) -> str:
        return f"report of {self.sitting_id}"


class RehearsalComment(models.Model):
    """What one participant says of a rehearsal, and what was done about it.

    Attributes:
        sound, picture, interpretation, speaking: From 1 to ``BEST``; ``speaking``: how easy it was to take the floor.
        text: In their own words.
        given_at, changed_at: When it was given first, and last changed.
        response: Of the secretariat, in words that the participant reads.
        answered_by: Who of the secretariat wrote it.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="rehearsal_comments")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="rehearsal_comments")
    sound = _rating()
    picture = _rating()
    interpretation = _rating()
    speaking = _rating()
    text = models.TextField(max_length=COMMENT_LENGTH, blank=True)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    state = models.CharField(
        max_length=width_of(CommentState, least=10),
        choices=choices_of(CommentState),
        default=CommentState.RECEIVED.value,
    )
    response = models.TextField(max_length=COMMENT_LENGTH, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(
        Rows(owner="registration__person", deleted=Erased.WITH_PERSON, called="rehearsal_comments"),
        pointers="registration answered_by",
        impersonal="sitting state answered_at",
        sound=Personal(Category.WORDS, Readers.SECRETARIAT),
        picture=Personal(Category.WORDS, Readers.SECRETARIAT),
        interpretation=Personal(Category.WORDS, Readers.SECRETARIAT),
        speaking=Personal(Category.WORDS, Readers.SECRETARIAT),
        text=Personal(Category.WORDS, Readers.SECRETARIAT),
        given_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        changed_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        response=Personal(Category.WORDS, Readers.SECRETARIAT),
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "registration"], name="one_comment_a_person"),
        ]

    def __str__(self) -> str:
        return f"comment of {self.registration_id} on {self.sitting_id}"
