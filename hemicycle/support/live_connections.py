"""The live connection of somebody who lets the help desk see it: what their page sends, and its newest figures.

They lie for ten seconds in the cache that all processes share, and in no table of the product
(docs/decisions/0125-nothing-happens-to-a-page-without-consent.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.core.cache import cache
from pydantic import AfterValidator, Field, StringConstraints

from hemicycle.rules.help_requests import OF_DEVICE, RequestKind
from hemicycle.rules.measured import Transport, Way
from hemicycle.sittings.commands import storable
from hemicycle.support.measurements import Kilobits, Label, Milliseconds, Part, Share
from hemicycle.support.models import DEVICE_LENGTH

if TYPE_CHECKING:
    from hemicycle.support.models import HelpRequest

#: Seconds after which figures are old: a page sends new ones every two.
FRESH = 10
#: So many devices of a kind are told.
DEVICES = 30

Identifier = Annotated[str, StringConstraints(max_length=DEVICE_LENGTH), AfterValidator(storable)]


class LiveDevice(Part):
    """A device of the person's machine, as their browser names it."""

    id: Identifier
    label: Label


class LiveDevices(Part):
    """The devices of one kind, and which of them is used.

    Attributes:
        used: Its identifier; empty where there is none.
    """

    all: list[LiveDevice] = Field(max_length=DEVICES)
    used: Identifier


class LiveConnection(Part):
    """What the page of a person knows of its connection at one moment. What it does not know is ``None``.

    Attributes:
        blocked: The network lets requests through, but neither sound nor picture.
        lost_up: The share of packets since the figures before that did not arrive, as ``lost_down``.
        push: How documents come.
        level: Of their microphone, 0 to 1; ``None`` while it is shut.
        picture: Whether pictures are sent and received as usual, or kept low.
    """

    media: Literal["idle", "connecting", "connected", "reconnecting", "lost"]
    blocked: bool
    way: Way
    round_trip_ms: Milliseconds | None
    jitter_ms: Milliseconds | None
    lost_up: Share | None
    lost_down: Share | None
    kbit_up: Kilobits | None
    kbit_down: Kilobits | None
    push: Transport
    microphone: LiveDevices
    camera: LiveDevices
    loudspeaker: LiveDevices
    level: Share | None
    picture: Literal["usual", "low"]

    def labels(self, kind: RequestKind) -> dict[str, str]:
        """The devices of a kind by identifier; none of a kind that names no device."""
        devices: LiveDevices | None = getattr(self, kind.value) if kind in OF_DEVICE else None
        return {one.id: one.label for one in devices.all} if devices else {}


def keep(watch: HelpRequest, figures: LiveConnection) -> None:
    """Keep the newest figures of a watched connection, instead of those before."""
    cache.set(_key(watch), figures.model_dump(mode="json"), FRESH)


def newest(watch: HelpRequest) -> LiveConnection | None:
    """The newest figures, while they are fresh."""
    kept: dict[str, Any] | None = cache.get(_key(watch))
    return LiveConnection.model_validate(kept) if kept is not None else None


def forget(watch: HelpRequest) -> None:
    """Nothing of it is seen from now on."""
    cache.delete(_key(watch))


def _key(watch: HelpRequest) -> str:
    return f"live_connection:{watch.pk}"
