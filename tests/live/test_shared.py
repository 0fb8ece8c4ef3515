"""Documents are built once for all who ask at the same sequence, and are never older than who asks."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connections
from django.utils import timezone

from hemicycle.live import build, shared
from hemicycle.live.shared import Shared
from hemicycle.sittings.actions import speaker
from hemicycle.sittings.models import Sitting
from hemicycle.support.actions import help_desk as support
from tests.live.test_permissions import sign_in
from tests.support.commands import send
from tests.support.floor import by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.live.document import Document
    from tests.factories import World

PATIENCE = 60.0


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the documents that are built for whoever asks."""
    names: list[str] = []

    def documents(sitting: int, wanted: Iterable[str]) -> dict[str, Document]:
        wanted = list(wanted)
        names.extend(wanted)
        return original(sitting, wanted)

    original = build.documents
    monkeypatch.setattr(build, "documents", documents)
    return names


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr("hemicycle.live.views.shared", Shared(lambda: now[0]))
    return now


def read(world: World, who: str) -> dict[str, Any]:
    answer = sign_in(world, who).get(f"/sittings/{world.sitting.pk}/documents")
    documents: dict[str, Any] = answer.json()["documents"]
    return documents


@pytest.mark.usefixtures("clock")
def test_many_readers_cost_one_build(world: World, built: list[str]) -> None:
    readers = ("br", "jp", "gh", "no", "sector", "chair", "french")
    held = [read(world, who) for who in readers]
    everybodys = {"sitting", "queue", "turn", "map", "items", "documentation", "conclusion", "booths", "presence"}
    more = {"statements", "speech", "signals", "booths_chat"}
    own = {f"chat.{world[who].pk}" for who in ("chair", "french")}
    assert sorted(built) == sorted(everybodys | more | own), "who presides reads three more, and the booths five"
    assert all({name: documents[name] for name in held[0]} == held[0] for documents in held)
    read(world, "technician")
    assert built.count("desk") == 1


@pytest.mark.usefixtures("clock")
def test_what_is_given_out_is_what_would_be_built_afresh(world: World) -> None:
    for act in ("floor.ask", "help.post", "floor.withdraw"):
        arguments: dict[str, dict[str, Any]] = {"floor.ask": {"language": "en"}, "help.post": {"text": "No sound"}}
        waiting = read(world, "br")["queue"]["places"]
        given = arguments.get(act) or {"turn": waiting[0]["turn"]}
        assert send(sign_in(world, "br"), world.sitting.pk, act, given).status_code == 200
        for who in ("br", "technician"):
            names = {"help": f"help.{world[who].pk}"}
            for name, document in read(world, who).items():
                afresh = build.document(world.sitting.pk, names.get(name, name)).model_dump(mode="json")
                assert document == afresh, (act, who, name)


@pytest.mark.usefixtures("clock")
def test_an_act_in_another_process_is_seen_by_the_next_reader(world: World) -> None:
    """Nothing is told between processes: the sequence in the database says it."""
    before = read(world, "jp")
    speaker.ask(world.sitting.pk, by(world, "br"), timezone.now(), language="en")
    after = read(world, "jp")
    assert [place["who"]["registration"] for place in after["queue"]["places"]] == [world["br"].pk]
    assert after["queue"]["seq"] > before["queue"]["seq"]


def test_what_changes_without_an_act_is_seen_after_a_second(world: World, clock: list[float]) -> None:
    speaker.ask(world.sitting.pk, by(world, "br"), timezone.now(), language="en")
    read(world, "jp")
    person = world["br"].person
    person.name = "Ms. Corrected Name"
    person.save()
    clock[0] += shared.SECONDS + 0.1
    assert read(world, "jp")["queue"]["places"][0]["who"]["name"] == "Ms. Corrected Name"


@pytest.mark.usefixtures("clock")
def test_a_thread_is_its_owners_alone(world: World) -> None:
    support.post(world.sitting.pk, by(world, "br"), timezone.now(), text="No sound")
    assert [message["text"] for message in read(world, "br")["help"]["messages"]] == ["No sound"]
    assert read(world, "jp")["help"]["messages"] == []


def test_who_comes_while_they_are_built_waits_and_takes_them(world: World, built: list[str]) -> None:
    common = Shared()
    sitting = Sitting.objects.get(pk=world.sitting.pk)
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait(PATIENCE)
        common.texts(sitting, ["queue", "map"])
        connections.close_all()

    readers = [threading.Thread(target=ask) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(PATIENCE)
    assert sorted(built) == ["map", "queue"]
