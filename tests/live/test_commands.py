"""Commands twice, out of order, malformed, too many; and refusals in the reader's language."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.journal.models import Entry
from hemicycle.live import messages, rate_limit
from hemicycle.ops.models import SharedCount
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason
from hemicycle.sittings.models import Turn
from tests.live.test_permissions import sign_in
from tests.support.commands import send

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.factories import World


def test_the_same_command_twice_has_one_effect_and_one_answer(world: World) -> None:
    client, key = sign_in(world, "br"), uuid.uuid4()
    first = send(client, world.sitting.pk, "floor.ask", {"language": "en"}, key)
    again = send(client, world.sitting.pk, "floor.ask", {"language": "en"}, key)
    assert first.status_code == again.status_code == 200
    assert first.json()["result"] == again.json()["result"] == {"made": Turn.objects.get().pk}
    assert Entry.objects.filter(act="floor.ask").count() == 1


def test_another_person_with_the_same_key_is_another_command(world: World) -> None:
    key = uuid.uuid4()
    for name in ("br", "jp"):
        assert send(sign_in(world, name), world.sitting.pk, "floor.ask", {"language": "en"}, key).status_code == 200
    assert Turn.objects.count() == 2


def test_commands_out_of_order_are_refused_with_what_to_do(world: World) -> None:
    client = sign_in(world, "br")
    turn = send(client, world.sitting.pk, "floor.ask", {"language": "en"}).json()["result"]["made"]
    early = send(client, world.sitting.pk, "floor.finish", {"turn": turn})
    assert (early.status_code, early.json()["reason"]["code"]) == (409, "turn_elsewhere")
    assert send(client, world.sitting.pk, "floor.withdraw", {"turn": turn}).status_code == 200
    late = send(client, world.sitting.pk, "floor.withdraw", {"turn": turn})
    assert (late.status_code, late.json()["reason"]["code"]) == (409, "turn_over")
    other = send(sign_in(world, "jp"), world.sitting.pk, "floor.withdraw", {"turn": turn})
    assert other.json()["reason"]["code"] == "no_such_turn"


def test_malformed_commands_change_nothing(world: World) -> None:
    client = sign_in(world, "br")
    path = f"/sittings/{world.sitting.pk}/commands"
    for body in ("", "[]", "{", '{"id": 1}', '{"id": "x", "command": "floor.ask"}', "x" * 20_000):
        assert client.post(path, body, content_type="application/json").status_code == 400
    for arguments in ({}, {"language": "Deutsch"}, {"language": "en", "extra": 1}, {"language": ["en"]}):
        assert send(client, world.sitting.pk, "floor.ask", arguments).status_code == 400
    assert send(client, world.sitting.pk, "permissions.see", {}).status_code == 400
    assert not Entry.objects.exists()


def test_too_many_commands_are_slowed_down(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "COMMANDS", 5)
    client = sign_in(world, "no")
    answers = [send(client, world.sitting.pk, "floor.withdraw", {"turn": 0}).status_code for _ in range(7)]
    assert answers == [409] * 5 + [429] * 2


def test_no_command_asks_for_what_all_processes_count_together(world: World) -> None:
    client = sign_in(world, "no")
    with CaptureQueriesContext(connection) as captured:
        send(client, world.sitting.pk, "floor.ask", {"language": "en"})
    assert captured.captured_queries
    assert not [query for query in captured if SharedCount._meta.db_table in query["sql"]]


@pytest.mark.parametrize(("processes", "share"), [(1, 60), (2, 30), (3, 20), (8, 20)])
def test_each_web_process_lets_its_share_past(settings: Settings, processes: int, share: int) -> None:
    settings.WEB_WORKERS = processes
    assert rate_limit.share() == share


def test_two_leaders_acting_at_once_give_the_floor_once(world: World) -> None:
    asked = [
        send(sign_in(world, name), world.sitting.pk, "floor.ask", {"language": "en"}).json()["result"]["made"]
        for name in ("br", "jp")
    ]
    leader = sign_in(world, "vice_chair")
    given = send(leader, world.sitting.pk, "floor.next", {"expected": asked[0]})
    second = send(leader, world.sitting.pk, "floor.next", {"expected": asked[0]})
    assert (given.status_code, second.status_code) == (200, 409)
    assert second.json()["reason"]["code"] == "queue_changed"


def test_a_refusal_is_worded_in_the_readers_language(world: World) -> None:
    client = sign_in(world, "no")
    path = f"/sittings/{world.sitting.pk}/commands"
    body = '{"id": "%s", "command": "floor.give", "arguments": {"turn": 1}}'
    said = {
        language: client.post(
            path, body % uuid.uuid4(), content_type="application/json", headers={"Accept-Language": language}
        ).json()["message"]
        for language in ("en", "fr", "ar", "zh-hans", "ru", "es")
    }
    assert len(set(said.values())) == 6, said


def test_a_refusal_is_worded_with_its_facts() -> None:
    assert messages.refusal_message(Reason(RuleCode.PARTNER_ON_AIR, {"name": "Paul"})).startswith("Paul")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "recorded"),
    [
        (0, "", "127.0.0.1"),
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (1, "nonsense", None),
        (3, "203.0.113.9", None),
    ],
)
def test_the_journal_says_from_where_and_believes_our_own_proxies_only(
    world: World, settings: Settings, proxies: int, forwarded: str, recorded: str | None
) -> None:
    settings.PROXIES = proxies
    client = sign_in(world, "br")
    client.defaults["HTTP_X_FORWARDED_FOR"] = forwarded
    assert send(client, world.sitting.pk, "floor.ask", {"language": "en"}).status_code == 200
    assert Entry.objects.get(act="floor.ask").address == recorded


@pytest.mark.parametrize(
    ("name", "command", "arguments"),
    [
        ("br", "help.post", {"text": "no\0sound"}),
        ("vice_chair", "room.remove", {"registration": 1, "reason": "a\0b"}),
        ("vice_chair", "floor.invite", {"registration": 1, "language": "en", "override": "a\0b"}),
        ("vice_chair", "room.readmit", {"registration": 2**63}),
        ("vice_chair", "item.close", {"item": 10**30}),
        ("br", "floor.withdraw", {"turn": -1}),
    ],
)
def test_what_no_database_stores_is_malformed(
    world: World, name: str, command: str, arguments: dict[str, object]
) -> None:
    assert send(sign_in(world, name), world.sitting.pk, command, arguments).status_code == 400


@pytest.mark.parametrize("command", ["room.readmit", "item.close", "floor.withdraw", "floor.give", "lead.pass"])
def test_the_largest_key_is_one_of_nothing(world: World, command: str) -> None:
    field = {"item.close": "item", "room.readmit": "registration", "lead.pass": "registration"}.get(command, "turn")
    answer = send(sign_in(world, "vice_chair"), world.sitting.pk, command, {field: 2**63 - 1})
    assert answer.status_code == 409
