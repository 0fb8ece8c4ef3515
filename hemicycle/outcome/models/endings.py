"""How an item ended, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.outcome.models.conclusions import Reading
from hemicycle.outcome.models.positions import Position
from hemicycle.rules.reasons import Reason
from hemicycle.sittings.models import Discussion
from hemicycle.sittings.models.sittings import WORDS_LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping


class Ending(models.Model):
    """The reason for which a period of discussion ended with its outcome.

    Attributes:
        reading: What was read out last; None where nothing was.
        position: That deferred it; None where none did.
        reason: As ``rules.reasons.Reason.as_json`` gives it.
        words: Of who presided, where they deferred it themselves.
    """

    discussion = models.OneToOneField(Discussion, on_delete=models.PROTECT, related_name="ending")
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, null=True, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    reason: models.JSONField[Mapping[str, Any], Mapping[str, Any]] = models.JSONField()
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)

    personal_data: ClassVar = declare(impersonal="discussion reading position reason words")
    append_only: ClassVar = AppendOnly(trial="discussion__item__consultation__trial")

    def __str__(self) -> str:
        return f"end of discussion {self.discussion_id}"

    @property
    def why(self) -> Reason:
        """The reason as the rules give it."""
        return Reason.from_json(self.reason)
