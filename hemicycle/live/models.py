"""Commands that were carried out, whose access to the push engine was ended, and which rooms the media engine made."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.people.models import Registration
from hemicycle.sittings.models import Sitting


class CommandReceipt(models.Model):
    """The answer to one command of one person, kept by the identifier that their client chose."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    answer: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        Rows(owner="registration__person", deleted=Erased.WITH_PERSON, called="receipts"),
        pointers="registration",
        impersonal="sitting key",
        answer=Personal(Category.TRACE, Readers.NOBODY),
        at=Personal(Category.TRACE, Readers.NOBODY),
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["registration", "key"], name="one_effect")]

    def __str__(self) -> str:
        return str(self.key)


class PushEnd(models.Model):
    """What was given to somebody to connect to the push engine with is good no longer.

    Attributes:
        before: Seconds since 1970; what was given out until then connects nobody. What they are given later does.
    """

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="+")
    before = models.FloatField()

    personal_data: ClassVar = declare(
        Rows(owner="registration__person", deleted=Erased.WITH_PERSON, called="push_ends"),
        pointers="registration",
        before=Personal(Category.TRACE, Readers.NOBODY),
    )

    def __str__(self) -> str:
        return f"{self.registration_id} before {self.before}"


class EngineRoom(models.Model):
    """The room that the media engine has made for a sitting, last.

    Attributes:
        sid: Its identifier there.
        made_again_at: When it was made in the place of another one, last.
    """

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="engine_room")
    sid = models.CharField(max_length=64)
    made_again_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(impersonal="sitting sid made_again_at")

    def __str__(self) -> str:
        return self.sid
