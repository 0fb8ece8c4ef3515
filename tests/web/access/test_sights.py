"""What a class does not see is open to its delegates nowhere: no page, no room, no link to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.consultations.settings import settings_of
from hemicycle.rules.floor import SittingState
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

pytestmark = pytest.mark.django_db
OF_CONSULTATION = ("documents_list", "participants", "calendar", "badge")
OPEN_TO_EACH = ("agenda", "time_plan", "letters", "guide", "registration")


def hide(world: World, *rights: str) -> None:
    """From observer Member States, who may not speak any more."""
    classes = [
        one | {"hidden": list(rights), "rights": ["answer"]} if one["key"] == "observer_state" else one
        for one in world.consultation.settings["classes"]
    ]
    world.consultation.settings = {**world.consultation.settings, "classes": classes}
    world.consultation.save(update_fields=["settings"])


def status(client: Client, name: str, *arguments: object) -> int:
    return client.get(reverse(name, args=arguments)).status_code


def links(world: World) -> set[str]:
    """To everything that can be hidden."""
    document = world.items[0].document
    assert document is not None
    of_consultation = {reverse(name, args=["test"]) for name in OF_CONSULTATION}
    of_sitting = {reverse(name, args=[world.sitting.pk]) for name in ("room", "people")}
    return of_consultation | of_sitting | {reverse("document", args=["test", document.symbol])}


def test_what_is_hidden_from_a_class_is_open_to_it_nowhere(world: World, client_of: ClientOf) -> None:
    observer, council = client_of(world["no"]), client_of(world["br"])
    pages = [reverse("home"), reverse("registration", args=["test"])]
    before = "".join(html_of(observer.get(page)) for page in pages)
    assert links(world) <= {link for link in links(world) if link in before}
    hide(world, "enter", "read_documents", "see_participants")
    shown = "".join(html_of(observer.get(page)) for page in pages)
    assert [link for link in links(world) if link in shown] == []
    symbol = world.items[0].document.symbol if world.items[0].document else ""
    assert symbol in shown
    assert {name: status(observer, name, "test") for name in OF_CONSULTATION} == dict.fromkeys(OF_CONSULTATION, 403)
    assert status(observer, "document", "test", symbol) == 403
    assert {name: status(observer, name, "test") for name in OPEN_TO_EACH} == dict.fromkeys(OPEN_TO_EACH, 200)
    room = observer.get(reverse("room", args=[world.sitting.pk]))
    assert room.status_code == 403
    assert "Your class of participants does not take part in sittings" in html_of(room)
    assert status(observer, "people", world.sitting.pk) == 403
    assert status(council, "room", world.sitting.pk) == status(council, "documents_list", "test") == 200


def test_nobody_of_a_class_that_takes_no_part_joins_or_commands(world: World, client_of: ClientOf) -> None:
    observer = client_of(world["no"])
    hide(world, "enter")
    body = {"id": "0c6ea1b1-25b6-4f9d-9c4c-0b8c8ac6f7de", "command": "help.post", "arguments": {"text": "Hello"}}
    for name, sent in (("join", {}), ("push", {}), ("commands", body)):
        answer = observer.post(reverse(name, args=[world.sitting.pk]), sent, content_type="application/json")
        assert (answer.status_code, answer.json()["reason"]["code"]) == (403, "not_in_sittings"), name
    assert status(observer, "documents_list", "test") == 200


def test_the_room_names_documents_without_a_link_to_who_may_not_read_them(world: World, client_of: ClientOf) -> None:
    hide(world, "read_documents")
    for name, linked in (("no", False), ("br", True)):
        context = client_of(world[name]).get(reverse("room", args=[world.sitting.pk])).context["context"]
        assert context["items"][0]["symbol"]
        assert bool(context["urls"]["document"]) == linked


def test_the_secretariat_hides_and_shows_it_on_the_page_of_the_class(world: World, client_of: ClientOf) -> None:
    world.sitting.state = SittingState.PLANNED.value
    world.sitting.save(update_fields=["state"])
    desk, page = client_of(world["secretariat"]), reverse("participation_class", args=["test", "observer_state"])
    form = desk.get(page).context["form"]
    assert form.initial["sees"] == ["enter", "read_documents", "see_participants"]
    given = {
        "one_en": "Observer Member State",
        "belong": "members",
        "kinds": ["state"],
        "seat": "none",
        "rights": ["speak", "answer"],
        "sees": ["enter"],
        "priority": "2",
        "seconds": "120",
        "seen": form.initial["seen"],
        "act": "save",
    }
    assert desk.post(page, given).status_code == 302
    world.consultation.refresh_from_db()
    kept = next(one for one in settings_of(world.consultation.settings).classes if one.key == "observer_state")
    assert kept.hidden == {"read_documents", "see_participants"}
    assert "no documents · no list of participants" in html_of(
        desk.get(reverse("participation_classes", args=["test"]))
    )
