"""Calls with picture of the help desk: who offered one in which case, when it was joined, and when it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.people.models import Registration
from hemicycle.rules.help_calls import CallState, lasts_until, state_of
from hemicycle.support.models.help_cases import HelpCase

if TYPE_CHECKING:
    from datetime import datetime


class HelpCall(models.Model):
    """A call between who has a case and its person. Nothing of what is said or seen is kept.

    Attributes:
        offered_by: Who had the case then: with its person, the only ones who join.
        joined_at: When its person joined first.
        desk_joined_at: When who offered it joined first.
        ended_by: Who of the two ended it; none where the case, or time, did.
        room_closed_at: When the media engine took that its room is gone.
    """

    case = models.ForeignKey(HelpCase, on_delete=models.CASCADE, related_name="calls")
    offered_by = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    offered_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True, blank=True)
    desk_joined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    room_closed_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        Rows(
            owner="case__registration__person offered_by__person",
            consultation="case__consultation",
            deleted=Erased.WITH_PERSON,
            called="help_calls",
        ),
        pointers="offered_by ended_by",
        impersonal="case room_closed_at",
        offered_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        joined_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        desk_joined_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        ended_at=Personal(Category.TRACE, Readers.SECRETARIAT),
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.offered_at}"

    @property
    def room(self) -> str:
        """Its room of the media engine."""
        return f"help-call-{self.pk}"

    @property
    def until(self) -> datetime:
        """When it is over by itself."""
        return lasts_until(self.offered_at, self.joined_at)

    def state(self, at: datetime) -> CallState:
        """Where it is at a moment."""
        return state_of(self.offered_at, self.joined_at, self.ended_at, at)

    def is_of(self, registration: int) -> bool:
        """Whether somebody is one of the two."""
        return registration in {self.offered_by_id, self.case.registration_id}
