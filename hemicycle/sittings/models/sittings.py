"""A sitting: its window, who presided when, and its items under discussion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from hemicycle.agenda.models import Item
from hemicycle.consultations.models import Consultation
from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Registration
from hemicycle.rules.floor import SittingState
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.relay import MOST_RELAYS
from hemicycle.rules.sitting_kinds import SittingKind, counts

if TYPE_CHECKING:
    from datetime import datetime


#: Of a reason for the record, in characters.
WORDS_LENGTH = 300


class Sitting(models.Model):
    """One meeting of a consultation.

    Attributes:
        sequence: Grows by one with each act; documents carry it, and an older one is dropped.
        suspended_until: When it is to go on, where it is suspended and that was said.
        presiding: Registration of the presiding officer (rule 4).
        list_open: Whether the presiding officer takes new requests for the floor.
        planned: Items of the agenda that this sitting is to take; all of them where none is named.
        kind: What it is held for. All but ``sitting`` are beside the calendar, and numbered by themselves.
        own_languages: Of its floor and booths, where they are others than the consultation's; none where they are not.
        most_relays: So many booths may stand between one and the floor (rule 53).
        interpretation_wait: Seconds for which who presides lets a speaker's light wait for interpretation that is still
            running (rule 55); ``None``: as the consultation has it.
        speech_changes: Grows by one each time that somebody begins or ceases to speak; no act raises it.
        room_number: Of its room in the media engine, which is replaced where the engine can't mend it.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(
        max_length=width_of(SittingState, least=10),
        choices=choices_of(SittingState),
        default=SittingState.PLANNED.value,
    )
    state_since = models.DateTimeField(null=True, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)
    presiding = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    list_open = models.BooleanField(default=True)
    planned = models.ManyToManyField(Item, related_name="planned_for", blank=True)
    kind = models.CharField(
        max_length=width_of(SittingKind, least=20),
        choices=choices_of(SittingKind),
        default=SittingKind.SITTING.value,
    )
    room_number = models.PositiveSmallIntegerField(default=1)
    own_languages: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    most_relays = models.PositiveSmallIntegerField(default=MOST_RELAYS)
    interpretation_wait = models.PositiveSmallIntegerField(null=True, blank=True)
    speech_changes = models.PositiveBigIntegerField(default=0)

    personal_data: ClassVar = declare(
        pointers="presiding",
        impersonal="consultation number opens_at closes_at state state_since suspended_until sequence list_open "
        "planned kind room_number own_languages most_relays interpretation_wait speech_changes",
    )

    class Meta:
        ordering: ClassVar = ["opens_at", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number", "kind"], name="one_sitting_a_number"),
        ]

    def __str__(self) -> str:
        return f"sitting {self.number} of {self.consultation_id}"

    @property
    def counts(self) -> bool:
        """Whether it is of the consultation: no rehearsal and no test session (rule 47)."""
        return counts(SittingKind(self.kind))

    @property
    def ends_at(self) -> datetime:
        """When its time is over: as it was planned, or as who presides prolonged it last."""
        return max([self.closes_at, *self.prolongations.values_list("until", flat=True)])

    @property
    def languages(self) -> tuple[str, ...]:
        """What is spoken on its floor and interpreted into, in their order."""
        return tuple(self.own_languages) or self.consultation.languages.of_sittings

    @property
    def booths(self) -> tuple[str, ...]:
        """The languages that have a booth and a channel: none where all speak one language."""
        return self.languages if len(self.languages) > 1 else ()

    @property
    def room(self) -> str:
        """Name of its room in the media engine: another one after each time that it was replaced."""
        return f"sitting-{self.pk}" if self.room_number == 1 else f"sitting-{self.pk}-{self.room_number}"

    def raise_sequence(self) -> None:
        """Number the documents that follow above those that went out; the caller saves it."""
        self.sequence += 1


class Reopening(models.Model):
    """Who presided opened a sitting again that had ended, with words for the record (rule 16).

    Attributes:
        ended_at: When it had ended: the end of the period before.
        at: When it was opened again.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="reopenings")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField()
    at = models.DateTimeField()
    words = models.CharField(max_length=WORDS_LENGTH)

    personal_data: ClassVar = declare(
        pointers="registration",
        impersonal="sitting ended_at at words",
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"sitting {self.sitting_id} again at {self.at}"


class Prolongation(models.Model):
    """Who presides overrode the end of a sitting's window, with words for the record (rule 16)."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="prolongations")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()
    words = models.CharField(max_length=300)
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        pointers="registration",
        impersonal="sitting until words at",
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"sitting {self.sitting_id} until {self.until}"


class Lead(models.Model):
    """Who led when (rule 4)."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="leads")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        pointers="registration",
        impersonal="sitting start end",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting"], condition=Q(end__isnull=True), name="one_leads")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} from {self.start}"


class Discussion(models.Model):
    """A period in which an item is open in a sitting.

    Attributes:
        outcome: How the item ended; empty while it is open or was only interrupted. The database
            itself refuses anything but rule 27's three (rule 26).
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="discussions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="discussions")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=width_of(Outcome, least=20), choices=choices_of(Outcome), blank=True)

    personal_data: ClassVar = declare(impersonal="sitting item start end outcome")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting"], condition=Q(end__isnull=True), name="one_item_open"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *(outcome.value for outcome in Outcome)]), name="decides_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.item_id} from {self.start}"


class LastAct(models.Model):
    """What who presides did last before everybody, for as long as it can be undone (rule 42).

    Attributes:
        action: Of the table of permissions.
        changed: By kind and key of a row, what it was and what the act left, as ``sittings.undoing`` has it.
    """

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="last_act")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=40)
    at = models.DateTimeField()
    changed: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    personal_data: ClassVar = declare(pointers="registration", impersonal="sitting action at changed")

    def __str__(self) -> str:
        return f"{self.action} in sitting {self.sitting_id}"
