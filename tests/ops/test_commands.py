"""Commands that developers and operators type."""

from __future__ import annotations

import json
import re
import sys
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from hemicycle.journal.record import Performer
from hemicycle.mail.models import Mailing
from hemicycle.ops import engines
from hemicycle.ops.management.commands import bench
from hemicycle.ops.preparation import next_step
from hemicycle.people.actions.registrations import nominate
from hemicycle.people.details import Details
from hemicycle.people.independence import are_independent
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import Action
from hemicycle.sittings.commands import COMMANDS
from tests.factories import make_world

if TYPE_CHECKING:
    from pathlib import Path


def printed(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_the_schema_has_each_document_and_command_of_the_room() -> None:
    schema = json.loads(printed("schema"))
    assert {"MapDocument", "QueueDocument", "DeskDocument"} <= set(schema["documents"]["$defs"])
    assert list(schema["commands"]) == [action.value for action in Action if action in COMMANDS]
    assert schema["commands"]["floor.ask"]["properties"]["language"]
    assert "floor.ask" in schema["types"]["Action"]
    assert schema["sets"]["PRESIDING_ROLES"] == ["chair", "vice_chair"]


def test_the_seed_makes_the_tables_that_it_fills(monkeypatch: pytest.MonkeyPatch) -> None:
    done = list[str]()
    monkeypatch.setattr(
        "hemicycle.ops.management.commands.seed.prepare_database", lambda _tell: done.append("prepared")
    )

    def load() -> dict[str, tuple[int, int]]:
        done.append("loaded")
        return {"Members": (1, 1)}

    monkeypatch.setattr("hemicycle.ops.seed.load", load)
    assert "Members: 1 (1 added)" in printed("seed")
    assert done == ["prepared", "loaded"]


def test_both_engines_are_found_and_said_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engines, "find", lambda program, _folder, _tell: tmp_path / program.name)
    lines = printed("engines").splitlines()
    assert lines == [
        f"{program.name} {program.version}: {tmp_path / program.name}"
        for program in (engines.LIVEKIT, engines.CENTRIFUGO)
    ]


def test_an_engine_that_cannot_be_built_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise engines.EngineMissing("Go is missing.")

    monkeypatch.setattr(engines, "find", missing)
    with pytest.raises(CommandError, match="Go is missing"):
        printed("engines")


def test_a_measurement_takes_the_place_of_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _program, words: ran.append(words))
    monkeypatch.chdir(tmp_path)
    printed("bench", "attacks", "--runs", "2", "--only", "steward_killed", "--way", "relay")
    printed("bench", "floor")
    assert ran == [
        [sys.executable, "-m", "bench", "attacks", "--runs", "2", "--only", "steward_killed", "--way", "relay"],
        [sys.executable, "-m", "bench", "floor"],
    ]


def test_there_are_no_measurements_in_an_installed_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "CHECKOUT", tmp_path)
    with pytest.raises(CommandError, match="part of the source"):
        printed("bench", "floor")


@pytest.mark.django_db
def test_inviting_somebody_prints_a_link_and_a_new_one_ends_it() -> None:
    first, second = (printed("invite", "ana@example.org", "--name", "Ms. Ana") for _ in range(2))
    assert "Ms. Ana <ana@example.org> is an administrator" in first
    paths = [re.findall(r"/links/setup\.[\w-]{40,}/", words) for words in (first, second)]
    assert [len(found) for found in paths] == [1, 1]
    client = Client()
    assert client.get(paths[0][0]).status_code == 410
    assert client.get(paths[1][0]).status_code == 200


@pytest.mark.django_db
def test_whoever_has_no_address_is_not_invited() -> None:
    with pytest.raises(CommandError, match="is not an e-mail address"):
        printed("invite", "nobody")


@pytest.mark.django_db
def test_the_operator_lets_a_second_person_into_a_secretariat_of_one() -> None:
    world = make_world()
    first = world["secretariat"]
    said = printed("secretariat", "test", "bo@example.org", "--name", "Mr. Bo", "--language", "fr")
    assert "Mr. Bo <bo@example.org> is of the secretariat of test." in said
    assert "/accounts/login/" in said
    made = world.consultation.registrations.get(person__email="bo@example.org")
    assert (made.role, made.status, made.entered_by, made.person.language) == ("secretariat", "confirmed", None, "fr")
    assert are_independent(world.consultation, first.person_id, made.person)
    # Whom a colleague had entered, and nobody else could confirm, is let in as if nobody had.
    details = Details("cy@example.org", "Ms. Cy")
    waiting = nominate(
        world.consultation.pk,
        Performer(first.person),
        timezone.now(),
        member=None,
        details=details,
        role=Role.SECRETARIAT,
    )
    printed("secretariat", "test", "cy@example.org")
    waiting.refresh_from_db()
    assert (waiting.status, waiting.entered_by, waiting.nominated_by) == ("confirmed", None, None)
    assert waiting.person.name == "Ms. Cy"
    told = Mailing.objects.filter(template="role_confirmed").values_list("deliveries__address", flat=True)
    assert first.person.email in told
    wrong = {
        ("nowhere", "d@example.org"): "There is no consultation nowhere. There are: test",
        ("test", "nobody"): "is not an e-mail address",
        ("test", "cy@example.org"): "already",
    }
    for arguments, words in wrong.items():
        with pytest.raises(CommandError, match=words):
            printed("secretariat", *arguments)


@pytest.mark.django_db
def test_an_installation_without_a_consultation_says_what_to_do_next() -> None:
    assert "hemicycle invite" in next_step()
    printed("invite", "ana@example.org")
    assert "/setup/" in next_step()
    make_world()
    assert next_step() == ""
