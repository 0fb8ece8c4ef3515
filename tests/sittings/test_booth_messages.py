"""Messages of the booths: each reaches its circle, at that moment, and nobody else."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from django.conf import settings

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.people.models import Person, Registration
from hemicycle.rules.booth_chat import FLOOD_MOST, FLOOD_WITHIN, MESSAGE_LENGTH, Circle, ReadySentence
from hemicycle.rules.capacity import Role
from hemicycle.sittings.actions import booth_messages, booths, presiding, room
from hemicycle.sittings.models import BoothMessage
from tests.classes import CAPACITIES
from tests.factories import World, make_world, meet_now
from tests.live.test_permissions import sign_in
from tests.support.commands import WHO, send
from tests.support.floor import at, by
from tests.support.registrations import code

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from hemicycle.rules.capacity import Capacity
    from tests.support.room import ConnectedPage


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    """Two interpreters sit in the French booth, and one in the English; a vice-chair presides."""
    found = make_world()
    person = Person.objects.create(email="english@example.org", name="Ms. English", made_up=True)
    found.people["english"] = Registration.objects.create(
        consultation=found.consultation, person=person, role="interpreter", status="confirmed", booth_languages=["en"]
    )
    for name, language in (("french", "fr"), ("french2", "fr"), ("english", "en")):
        booths.enter(found.sitting.pk, by(found, name), at(0), language=language)
    return found


def say(world: World, name: str, second: int, circle: Circle, **more: Any) -> BoothMessage:
    more = more or {"text": f"{name} to {circle.value}"}
    return booth_messages.say(world.sitting.pk, by(world, name), at(second), circle=circle, **more)


def read(world: World, document: str) -> list[str]:
    return [
        one["ready"] or one["text"]
        for one in build.document(world.sitting.pk, document).model_dump(mode="json")["messages"]
    ]


def own(world: World, name: str) -> str:
    return f"chat.{world[name].pk}"


def everything_said(world: World) -> None:
    """By the French booth to each circle, and an answer of each who answers."""
    for second, circle in enumerate(Circle):
        say(world, "french", 1 + second, circle)
    say(world, "technician", 10, Circle.TECHNICIANS, booth="fr", text="technician to fr")
    say(world, "vice_chair", 11, Circle.PRESIDING, booth="fr", ready=ReadySentence.ONE_MOMENT)


OF_FRENCH = ["french to partner", "french to technicians", "french to presiding", "technician to fr", "one_moment"]


def test_a_message_is_read_in_its_circle_and_an_answer_in_the_booth(world: World) -> None:
    everything_said(world)
    assert read(world, own(world, "french")) == read(world, own(world, "french2")) == OF_FRENCH
    assert read(world, own(world, "english")) == []
    assert read(world, "booths_chat") == ["french to booths"]
    assert read(world, "technicians_chat") == ["french to technicians", "technician to fr"]
    assert read(world, own(world, "vice_chair")) == ["french to presiding", "one_moment"]
    assert read(world, own(world, "chair")) == []


def test_the_seat_and_the_lead_of_this_moment_say_what_one_reads(world: World) -> None:
    everything_said(world)
    booths.enter(world.sitting.pk, by(world, "french2"), at(20), language="en")
    assert read(world, own(world, "french2")) == []
    booths.leave(world.sitting.pk, by(world, "french"), at(21))
    assert read(world, own(world, "french")) == []
    presiding.pass_lead(world.sitting.pk, by(world, "vice_chair"), at(22), registration=world["chair"].pk)
    assert read(world, own(world, "vice_chair")) == []
    assert read(world, own(world, "chair")) == ["french to presiding", "one_moment"]
    assert code(lambda: say(world, "vice_chair", 23, Circle.PRESIDING, booth="fr", text="x")) == "does_not_lead"
    booths.enter(world.sitting.pk, by(world, "french"), at(24), language="fr")
    assert read(world, own(world, "french")) == OF_FRENCH


@pytest.mark.parametrize(
    ("circle", "names"),
    [
        (Circle.PARTNER, ("french", "french2")),
        (Circle.BOOTHS, ()),
        (Circle.TECHNICIANS, ("french", "french2")),
        (Circle.PRESIDING, ("french", "french2", "vice_chair")),
    ],
)
def test_one_act_is_one_entry_without_the_text_and_tells_its_readers(
    world: World,
    client_documents: ConnectedPage,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
    circle: Circle,
    names: tuple[str, ...],
) -> None:
    before = Entry.objects.count()
    client_documents.published.clear()
    with django_capture_on_commit_callbacks(execute=True):
        message = say(world, "french", 5, circle, text="In confidence")
    assert (message.text, message.booth, message.author) == ("In confidence", "fr", world["french"])
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data) == (
        "booth.say",
        {"message": message.pk, "circle": circle.value, "language": "fr"},
    )
    shared = {Circle.BOOTHS: {"booths_chat"}, Circle.TECHNICIANS: {"technicians_chat"}}
    assert set(client_documents.published) == {own(world, name) for name in names} | shared.get(circle, set())


def test_from_no_booth_one_writes_to_all_booths_alone(world: World) -> None:
    booths.leave(world.sitting.pk, by(world, "english"), at(1))
    for circle in (Circle.PARTNER, Circle.TECHNICIANS, Circle.PRESIDING):
        assert code(lambda circle=circle: say(world, "english", 2, circle)) == "no_seat"  # type: ignore[misc]
    assert say(world, "english", 3, Circle.BOOTHS).booth == ""
    assert say(world, "captioner", 4, Circle.BOOTHS).booth == ""
    assert read(world, "booths_chat") == ["english to booths", "captioner to booths"]


def test_an_interpreter_writes_from_their_own_booth_whatever_they_name(world: World) -> None:
    assert say(world, "english", 1, Circle.TECHNICIANS, booth="fr", text="Hello").booth == "en"


def test_what_cannot_be_sent_says_why_and_leaves_nothing(world: World) -> None:
    world.sitting.refresh_from_db()
    assert code(lambda: say(world, "french", 1, Circle.PARTNER, text="")) == "chat_empty"
    for booth in ("", "xx"):
        refused = code(lambda booth=booth: say(world, "technician", 2, Circle.TECHNICIANS, booth=booth, text="x"))  # type: ignore[misc]
        assert refused == "not_a_language_here"
    assert code(lambda: say(world, "technician", 3, Circle.PARTNER)) == "chat_other_circle"
    assert code(lambda: say(world, "secretariat", 4, Circle.BOOTHS)) == "not_permitted"
    assert code(lambda: say(world, "br", 5, Circle.BOOTHS)) == "not_permitted"
    assert not BoothMessage.objects.exists()


def test_who_writes_too_fast_waits_and_nobody_else(world: World) -> None:
    for _number in range(FLOOD_MOST):
        say(world, "french", 1, Circle.PARTNER)
    assert code(lambda: say(world, "french", 2, Circle.BOOTHS)) == "chat_too_many"
    assert say(world, "french2", 2, Circle.PARTNER).pk
    assert say(world, "french", 2 + int(FLOOD_WITHIN / timedelta(seconds=1)), Circle.PARTNER).pk


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_each_class_and_role_gets_the_documents_of_its_circles_and_no_other(world: World, capacity: Capacity) -> None:
    everything_said(world)
    say(world, "english", 12, Circle.PARTNER, text="only in the English booth")
    meet_now(world)
    name = WHO[capacity]
    client, sitting = sign_in(world, name), world.sitting.pk
    documents_of: dict[Capacity, set[str]] = {
        Role.INTERPRETER: {"chat", "booths_chat"},
        Role.CAPTIONER: {"booths_chat"},
        Role.TECHNICIAN: {"technicians_chat"},
        Role.CHAIR: {"chat"},
        Role.VICE_CHAIR: {"chat"},
    }
    theirs = documents_of.get(capacity, set())
    channels = client.post(f"/sittings/{sitting}/push").json()["channels"]
    documents = client.get(f"/sittings/{sitting}/documents").json()["documents"]
    assert {one for one in channels if one.endswith("chat")} == theirs
    assert {one for one in documents if one.endswith("chat")} == theirs
    told = {"chat": f"booth:{sitting}.{own(world, name)}", "booths_chat": f"booth:{sitting}.booths_chat"}
    told["technicians_chat"] = f"desk:{sitting}.technicians_chat"
    for one in theirs:
        claims = jwt.decode(channels[one]["token"], settings.CENTRIFUGO_TOKEN_SECRET, ["HS256"])
        assert claims["channel"] == told[one]
    written = json.dumps(documents)
    reads = {text for text in {*OF_FRENCH, "french to booths", "only in the English booth"} if f'"{text}"' in written}
    expected: dict[Capacity, set[str]] = {
        Role.INTERPRETER: {*OF_FRENCH, "french to booths"},
        Role.CAPTIONER: {"french to booths"},
        Role.TECHNICIAN: {"french to technicians", "technician to fr"},
        Role.VICE_CHAIR: {"french to presiding", "one_moment"},
    }
    assert reads == expected.get(capacity, set())


@pytest.mark.parametrize(
    "arguments",
    [
        {"circle": "delegates", "text": "x"},
        {"circle": "partner", "ready": "hurry"},
        {"circle": "partner", "ready": "yes", "text": "x"},
        {"circle": "partner", "text": "x" * (MESSAGE_LENGTH + 1)},
        {"circle": "partner", "text": "no\0sound"},
        {"circle": "partner", "text": "x", "booth": "Deutsch"},
        {"circle": "partner", "text": "x", "author": 1},
    ],
)
def test_what_is_no_message_is_not_taken(world: World, arguments: dict[str, object]) -> None:
    meet_now(world)
    answer = send(sign_in(world, "french"), world.sitting.pk, "booth.say", arguments)
    assert (answer.status_code, answer.json()["reason"]["code"]) == (400, "malformed")
    assert not BoothMessage.objects.exists()


def test_a_message_of_a_page_is_written_once_and_its_refusal_is_worded(world: World) -> None:
    meet_now(world)
    client, sitting = sign_in(world, "french"), world.sitting.pk
    sent = send(client, sitting, "booth.say", {"circle": "partner", "ready": "take_over"})
    assert sent.json()["result"] == {"made": BoothMessage.objects.get().pk}
    refused = send(client, sitting, "booth.say", {"circle": "partner", "text": "   "})
    assert refused.json()["message"] == "The message is empty. Write a text, or choose a ready sentence."


def test_after_the_push_engine_died_everybody_is_told_again(
    world: World,
    client_documents: ConnectedPage,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        room.publish_again(world.sitting)
    chats = {name for name in client_documents.published if "chat" in name}
    here = {own(world, name) for name in ("french", "french2", "english", "vice_chair")}
    assert chats == here | {"booths_chat", "technicians_chat"}
