"""Requests of the help desk to somebody's page: what was asked, what they answered, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Registration
from hemicycle.rules.help_requests import RequestKind, RequestOutcome, RequestState, lasts_until, state_of
from hemicycle.sittings.models import Sitting
from hemicycle.support.models.help_cases import HelpCase

if TYPE_CHECKING:
    from datetime import datetime

#: As browsers name a device to a page, and to its person.
DEVICE_LENGTH = 200


class HelpRequest(models.Model):
    """Something that the help desk asked of a person's page in a sitting, in a case of theirs.

    Attributes:
        asked_by: Who had the case then.
        device: The identifier of the device that is to be used, as that page's browser has it; empty where none is, and
            once the request is over.
        label: The device's name.
        agreed: The person's answer; none before they gave it.
        outcome: What the page reported; empty before, and of a watched connection.
    """

    class Kinds(models.TextChoices):
        WATCH = RequestKind.WATCH.value, _("See the connection")
        MICROPHONE = RequestKind.MICROPHONE.value, _("Use another microphone")
        CAMERA = RequestKind.CAMERA.value, _("Use another camera")
        LOUDSPEAKER = RequestKind.LOUDSPEAKER.value, _("Use another loudspeaker")
        TCP = RequestKind.TCP.value, _("Connect over TCP")
        RELAY = RequestKind.RELAY.value, _("Connect through the relay")
        LOWER_PICTURE = RequestKind.LOWER_PICTURE.value, _("Lower the picture")
        RELOAD = RequestKind.RELOAD.value, _("Reload the page")

    class Outcomes(models.TextChoices):
        DONE = RequestOutcome.DONE.value, pgettext_lazy("a request", "Done")
        FAILED = RequestOutcome.FAILED.value, pgettext_lazy("a request", "Failed")
        DEVICE_GONE = RequestOutcome.DEVICE_GONE.value, _("Failed: the device is not connected")
        NOT_OFFERED = RequestOutcome.NOT_OFFERED.value, _("Failed: the server does not offer this way")

    case = models.ForeignKey(HelpCase, on_delete=models.CASCADE, related_name="requests")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=width_of(RequestKind, least=20), choices=Kinds)
    device = models.CharField(max_length=DEVICE_LENGTH, blank=True)
    label = models.CharField(max_length=DEVICE_LENGTH, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=width_of(RequestOutcome, least=20), choices=Outcomes, blank=True)

    personal_data: ClassVar = declare(
        Rows(
            owner="case__registration__person asked_by__person",
            consultation="case__consultation",
            deleted=Erased.WITH_PERSON,
            called="help_requests",
        ),
        pointers="asked_by",
        impersonal="case sitting kind outcome",
        device=Personal(Category.TRACE, Readers.SECRETARIAT),
        label=Personal(Category.TRACE, Readers.SECRETARIAT),
        asked_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        answered_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        agreed=Personal(Category.TRACE, Readers.SECRETARIAT),
        ended_at=Personal(Category.TRACE, Readers.SECRETARIAT),
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"

    @property
    def of(self) -> RequestKind:
        """What is asked."""
        return RequestKind(self.kind)

    @property
    def until(self) -> datetime:
        """Until when it waits, or is carried out or watched."""
        return lasts_until(self.of, self.asked_at, self.answered_at)

    def state(self, at: datetime) -> RequestState:
        """Where it is at a moment."""
        return state_of(
            self.of,
            self.asked_at,
            self.answered_at,
            agreed=self.agreed,
            ended=self.ended_at is not None,
            outcome=RequestOutcome(self.outcome) if self.outcome else None,
            at=at,
        )
