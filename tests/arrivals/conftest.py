"""A small consultation to which mail can be sent, and its receiver on loopback."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.utils.translation import gettext_lazy

from hemicycle.arrivals import destinations, receiver
from hemicycle.arrivals.destinations import Choice, Destination, Place
from tests.factories import make_world
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import Any

    from pytest_django import Settings

    from hemicycle.arrivals.destinations import Clues
    from hemicycle.arrivals.models import Arrival
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.act import Act
    from hemicycle.people.models import Member
    from hemicycle.rules.reasons import Reason
    from tests.factories import World

IN = "reply@council.example"


@pytest.fixture
def world(transactional_db: None, settings: Settings, tmp_path: Path) -> World:  # noqa: ARG001 - opens the database
    """The consultation of ``tests.factories``, which takes mail at ``IN`` and keeps it in a folder of its own."""
    settings.EMAIL_IN, settings.EMAIL_BOUNCES = IN, "bounce@council.example"
    settings.MAIL_IN_AUTHSERV = "mx.council.example"
    settings.STORAGES = {
        **settings.STORAGES,
        "uploads": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}},
    }
    return make_world()


@pytest.fixture
def client(world: World) -> Iterator[smtplib.SMTP]:  # noqa: ARG001 - the receiver reads the database
    """In conversation with the receiver."""
    port = free_port()
    server = receiver.smtp(f"127.0.0.1:{port}")
    server.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as conversation:
            yield conversation
    finally:
        server.stop()
        connections.close_all()


@dataclass
class Shelf(Destination):
    """A destination that takes what names it in its subject.

    Attributes:
        taken: Keys of what it took, or was given by the secretariat.
        refuses: Why it takes nothing.
    """

    taken: list[int]
    over: bool = False
    refuses: Reason | None = None
    places: dict[int, Place] = field(default_factory=dict)
    kind = "shelf"
    label = gettext_lazy("Letter")

    def find(self, clues: Clues) -> Place | None:
        named = clues.kind == self.kind or "shelf" in clues.subject.lower()
        return Place(self.kind, "1", over=self.over) if named else None

    def hold(self, arrival: Arrival, place: Place) -> None:
        self.places[arrival.pk] = place

    def held(self, arrival: Arrival) -> str:
        return self.places[arrival.pk].value if arrival.pk in self.places else ""

    def receive(self, arrival: Arrival, _place: Place, _at: datetime, _read: object) -> Reason | None:
        if self.refuses is None:
            self.taken.append(arrival.pk)
        return self.refuses

    def choices(self, consultation: Consultation) -> Sequence[Choice]:  # noqa: ARG002 - the interface
        return [Choice("1", "The shelf")]

    def file(self, _act: Act, arrival: Arrival, _value: str, _member: Member | None, _read: object) -> None:
        self.taken.append(arrival.pk)

    def take_back(self, act: Act, arrival: Arrival) -> None:  # noqa: ARG002 - the same
        self.taken.remove(arrival.pk)

    def page(self, arrival: Arrival) -> tuple[str, tuple[Any, ...], str]:  # noqa: ARG002 - the same
        return "", (), "The shelf"


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The one destination that there is."""
    made = Shelf([])
    monkeypatch.setattr(destinations, "_BY_KIND", {made.kind: made})
    return made
