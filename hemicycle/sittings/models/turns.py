"""Turns: requests for the floor and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from hemicycle.agenda.models import Item
from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import Category, Readers, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Member, Registration
from hemicycle.rules.capacity import KEY_LENGTH
from hemicycle.rules.floor import Cause, TurnState
from hemicycle.rules.interpretation import light_from
from hemicycle.rules.motions import Motion, is_before_list
from hemicycle.sittings.models.sittings import Sitting

if TYPE_CHECKING:
    from datetime import datetime


_BEFORE_LIST = [motion.value for motion in Motion if is_before_list(motion)]


class Turn(models.Model):
    """One request for the floor and what became of it, each step with its time.

    Attributes:
        capacity, member: As at the moment of asking (rule 5).
        language: What they said they would speak; corrected by a booth or a technician.
        confirm_first: They asked to confirm before their sound goes out; ``taken_at`` is when they did.
        placement: Where the presiding officer moved it, as ``rules.queue.Placement``; ``None`` where they did not.
        point_of_order: It goes before the list: a point of order, or another motion (rules 7 and 43).
        motion: What they ask for beside the floor; empty on the list of speakers.
        words: Their reason for a motion, where they gave one.
        override: Why the presiding officer gave the floor although a rule stood against it.
        extra_seconds: Time added by the presiding officer.
        microphone, camera: What the next speaker's page found ready.
        waits_for: Languages whose interpretation of what was said before is still running; their light waits for it.
        waits_until: Until when it waits at most; ``None`` where there was nothing to wait for.
        light_at: When it turned green: the last of those channels fell silent, or who presides let them begin.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="turns")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="turns")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=KEY_LENGTH)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="turns")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    point_of_order = models.BooleanField(default=False)
    motion = models.CharField(max_length=width_of(Motion, least=30), choices=choices_of(Motion), blank=True)
    words = models.CharField(max_length=300, blank=True)
    confirm_first = models.BooleanField(default=False)
    placement: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True, blank=True)
    override = models.CharField(max_length=300, blank=True)
    muted = models.BooleanField(default=False)
    extra_seconds = models.PositiveIntegerField(default=0)
    microphone = models.BooleanField(null=True)
    camera = models.BooleanField(null=True)
    waits_for: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    waits_until = models.DateTimeField(null=True, blank=True)
    light_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=width_of(TurnState, least=10), choices=choices_of(TurnState), default=TurnState.ASKED.value
    )
    cause = models.CharField(max_length=width_of(Cause, least=20), choices=choices_of(Cause), blank=True)
    asked_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    connected_at = models.DateTimeField(null=True, blank=True)
    audible_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        pointers="registration",
        impersonal="sitting member capacity item language point_of_order motion confirm_first placement override muted "
        "extra_seconds microphone camera waits_for waits_until light_at state cause asked_at next_at granted_at "
        "taken_at connected_at audible_at ended_at",
        words=on_record(Category.WORDS, Readers.PARTICIPANTS),
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["sitting", "state"], name="turns_by_state")]
        constraints: ClassVar = [
            # Rule 11, held by the database too: whatever happens at once, one turn has the floor.
            models.UniqueConstraint(
                fields=["sitting"],
                condition=Q(state__in=["granted", "connected", "audible"]),
                name="one_holds_the_floor",
            ),
            models.UniqueConstraint(
                fields=["sitting", "registration", "motion"],
                condition=Q(state__in=["asked", "next"]),
                name="one_request_of_a_kind_a_person",
            ),
            models.CheckConstraint(
                condition=Q(point_of_order=True, motion__in=_BEFORE_LIST)
                | Q(point_of_order=False, motion__in=["", Motion.RIGHT_OF_REPLY.value]),
                name="motions_go_before_the_list",
            ),
        ]

    def __str__(self) -> str:
        return f"turn {self.pk}: {self.state}"

    @property
    def heard_from(self) -> datetime | None:
        """Since when their sound may go out: the grant, or their own confirmation where they asked for it."""
        return self.taken_at if self.confirm_first else self.granted_at

    @property
    def light_from(self) -> datetime | None:
        """When their light turns green at the latest, as far as the interpretation is concerned (rule 55)."""
        return light_from(self.heard_from, self.waits_until, self.light_at)

    @property
    def begins(self) -> datetime | None:
        """When they are heard and their light is green: their time runs from here; ``None`` before they are heard."""
        light = self.light_from
        return max(self.connected_at, light) if self.connected_at and light else None
