"""Who is in the room of a sitting: let in, in a booth, publishing, cut off, removed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.people.models import Registration
from hemicycle.sittings.models.sittings import Sitting


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


class BoothSeat(models.Model):
    """An interpreter sits in a booth.

    Attributes:
        language: The channel that this booth speaks into.
        on_air_since: Since when their microphone feeds the channel.
        handover_since: Since when they would hand the microphone over, if they are on air, or else take it over.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="booth_seats")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    on_air_since = models.DateTimeField(null=True, blank=True)
    handover_since = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        pointers="registration",
        impersonal="sitting language entered_at left_at on_air_since handover_since",
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


class Speech(models.Model):
    """Somebody speaks now, as the steward hears: a row for as long as they do.

    Attributes:
        since: When they began, as the web process heard of it.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="speech")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    personal_data: ClassVar = declare(pointers="registration", impersonal="sitting since")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["sitting", "registration"], name="one_row_who_speaks")]

    def __str__(self) -> str:
        return f"{self.registration_id} since {self.since}"


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


class Intrusion(models.Model):
    """Somebody published or unmuted beyond what they may, and was cut off (rule 11).

    Attributes:
        seen_by: ``webhook`` or ``steward``.
        how: ``published``; ``unmuted``; ``settled``: opened while their client was settling, and muted again;
            ``withheld``: let only some receive it; ``flooded``: put out for several at once that nobody may publish.
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
