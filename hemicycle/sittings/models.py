"""A sitting with its lead, items, turns, booths, attendance and what its people publish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from hemicycle.agenda.models import Item
from hemicycle.consultations.languages import LANGUAGE_CHOICES
from hemicycle.consultations.models import Consultation
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Member, Registration
from hemicycle.rules.capacity import Capacity
from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.rules.outcomes import Outcome

if TYPE_CHECKING:
    from datetime import datetime


def _choices(kind: type[SittingState | TurnState | Cause | Outcome | Capacity]) -> list[tuple[str, str]]:
    """Stored values; the pages word them."""
    return [(value.value, value.value) for value in kind]


class Sitting(models.Model):
    """One meeting of a consultation.

    Attributes:
        sequence: Grows by one with each act; documents carry it, and an older one is dropped.
        presiding: Registration of the presiding officer (rule 4).
        list_open: Whether the presiding officer takes new requests for the floor.
        planned: Items of the agenda that this sitting is to take; all of them where none is named.
        demonstration: Made for a demonstration, beside the real calendar.
        room_number: Of its room in the media engine, which is replaced where the engine can't mend it.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(
        max_length=width_of(SittingState, least=10), choices=_choices(SittingState), default=SittingState.PLANNED.value
    )
    state_since = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)
    presiding = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    list_open = models.BooleanField(default=True)
    planned = models.ManyToManyField(Item, related_name="planned_for", blank=True)
    demonstration = models.BooleanField(default=False)
    room_number = models.PositiveSmallIntegerField(default=1)

    personal_data: ClassVar = declare(
        pointers="presiding",
        impersonal="consultation number opens_at closes_at state state_since sequence list_open planned demonstration "
        "room_number",
    )

    class Meta:
        ordering: ClassVar = ["opens_at", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number", "demonstration"], name="one_sitting_a_number"),
        ]

    def __str__(self) -> str:
        return f"sitting {self.number} of {self.consultation_id}"

    @property
    def ends_at(self) -> datetime:
        """When its time is over: as it was planned, or as who presides prolonged it last."""
        return max([self.closes_at, *self.prolongations.values_list("until", flat=True)])

    @property
    def room(self) -> str:
        """Name of its room in the media engine: another one after each time that it was replaced."""
        return f"sitting-{self.pk}" if self.room_number == 1 else f"sitting-{self.pk}-{self.room_number}"

    def raise_sequence(self) -> None:
        """Number the documents that follow above those that went out; the caller saves it."""
        self.sequence += 1


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
    outcome = models.CharField(max_length=width_of(Outcome, least=20), choices=_choices(Outcome), blank=True)

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


class Turn(models.Model):
    """One request for the floor and what became of it, each step with its time.

    Attributes:
        capacity, member: As at the moment of asking (rule 5).
        language: What they said they would speak; corrected by a booth or a technician.
        confirm_first: They asked to confirm before their sound goes out; ``taken_at`` is when they did.
        placement: Where the presiding officer moved it, as ``rules.queue.Placement``; ``None`` where they did not.
        override: Why the presiding officer gave the floor although a rule stood against it.
        extra_seconds: Time added by the presiding officer.
        microphone, camera: What the next speaker's page found ready.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="turns")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="turns")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=width_of(Capacity, least=20), choices=_choices(Capacity))
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="turns")
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    point_of_order = models.BooleanField(default=False)
    confirm_first = models.BooleanField(default=False)
    placement: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True, blank=True)
    override = models.CharField(max_length=300, blank=True)
    muted = models.BooleanField(default=False)
    extra_seconds = models.PositiveIntegerField(default=0)
    microphone = models.BooleanField(null=True)
    camera = models.BooleanField(null=True)
    state = models.CharField(
        max_length=width_of(TurnState, least=10), choices=_choices(TurnState), default=TurnState.ASKED.value
    )
    cause = models.CharField(max_length=width_of(Cause, least=20), choices=_choices(Cause), blank=True)
    asked_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    connected_at = models.DateTimeField(null=True, blank=True)
    audible_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        pointers="registration",
        impersonal="sitting member capacity item language point_of_order confirm_first placement override muted "
        "extra_seconds microphone camera state cause asked_at next_at granted_at taken_at connected_at audible_at "
        "ended_at",
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
                fields=["sitting", "registration", "point_of_order"],
                condition=Q(state__in=["asked", "next"]),
                name="one_request_and_one_point_of_order_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"turn {self.pk}: {self.state}"

    @property
    def heard_from(self) -> datetime | None:
        """Since when their sound may go out: the grant, or their own confirmation where they asked for it."""
        return self.taken_at if self.confirm_first else self.granted_at


class BoothSeat(models.Model):
    """An interpreter sits in a booth.

    Attributes:
        language: The channel that this booth speaks into.
        on_air_since: Since when their microphone feeds the channel.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="booth_seats")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    on_air_since = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        pointers="registration",
        impersonal="sitting language entered_at left_at on_air_since",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "registration"], condition=Q(left_at__isnull=True), name="one_seat_a_person"
            ),
            models.UniqueConstraint(
                fields=["sitting", "language"],
                condition=Q(on_air_since__isnull=False, left_at__isnull=True),
                name="one_voice_a_channel",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.registration_id}"


class RoomPass(models.Model):
    """Let into a sitting's room by one sign-in, for as long as that goes on.

    The media engine's token carries ``code``, and so does each token that the engine refreshes it with: whoever is in
    the room is known by the session in which they asked for it.

    Attributes:
        session_key: Of the session of the pages.
        code: A random name of this pass, which others in the room can read.
        second_factor: That session knows a second factor.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="passes")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40)
    code = models.CharField(max_length=32, unique=True)
    second_factor = models.BooleanField(default=False)

    personal_data: ClassVar = declare(
        Rows(owner="registration__person", deleted=Erased.WITH_PERSON, called="room_passes"),
        pointers="registration",
        impersonal="sitting second_factor",
        session_key=Personal(Category.CREDENTIAL, Readers.NOBODY, exported=False),
        code=Personal(Category.CREDENTIAL, Readers.PARTICIPANTS, exported=False),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "registration", "session_key"], name="one_pass_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} in {self.sitting_id}"


class Attendance(models.Model):
    """A person is in the room, from ``joined_at`` until ``left_at``, as the media engine saw it.

    Attributes:
        session: The media engine's identifier of this connection (participant sid).
        room_pass: The sign-in with which they came.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="attendances")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    room_pass = models.ForeignKey(RoomPass, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    session = models.CharField(max_length=64)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        pointers="registration",
        impersonal="sitting room_pass session joined_at left_at",
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sitting", "left_at"], name="who_is_here")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sitting", "session"], name="one_row_a_session")]

    def __str__(self) -> str:
        return f"{self.registration_id} from {self.joined_at}"


class Publication(models.Model):
    """A track that the media engine holds for somebody: what must be muted, unmuted or removed.

    Attributes:
        source: ``microphone`` or ``camera``.
        sid: The media engine's identifier of the track.
        since: When we first heard of it.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="publications")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=20)
    sid = models.CharField(max_length=64)
    since = models.DateTimeField()

    personal_data: ClassVar = declare(
        pointers="registration",
        impersonal="sitting source sid since",
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["sitting", "sid"], name="one_row_a_track")]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.source} {self.sid}"


class Removal(models.Model):
    """The presiding officer removed somebody from the room; they are refused until readmitted."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="removals")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    readmitted_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        Rows(owner="registration__person", called="removals"),
        pointers="registration",
        impersonal="sitting at readmitted_at",
        reason=Personal(Category.WORDS, Readers.PARTICIPANTS),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "registration"], condition=Q(readmitted_at__isnull=True), name="removed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.reason}"


class Intrusion(models.Model):
    """Somebody published or unmuted beyond what they may, and was cut off (rule 11).

    Attributes:
        seen_by: ``webhook`` or ``steward``.
        how: ``published``; ``unmuted``; ``settled``: opened while their client was settling, and muted again;
            ``withheld``: let only some receive it.
        track, session: The media engine's identifiers of the track and of the connection.
        cut_at: When they were cut off, or muted again.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="intrusions")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20)
    seen_by = models.CharField(max_length=20)
    track = models.CharField(max_length=64, blank=True)
    session = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    cut_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        pointers="registration",
        impersonal="sitting how seen_by track session at cut_at",
    )

    class Meta:
        constraints: ClassVar = [
            # Whoever tells it, and however often: the steward, a webhook, or both.
            models.UniqueConstraint(
                fields=["sitting", "track", "how"], condition=~Q(track=""), name="one_row_an_intrusion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.how} at {self.at}"
