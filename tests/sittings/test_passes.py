"""Being in a room hangs on the session in which somebody asked to be let in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.actions.consultation import RegistrationSettings, edit
from hemicycle.people.messages import refusal_message
from hemicycle.rules.capacity import Role
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.registration import Opening
from hemicycle.sittings import passes
from hemicycle.sittings.actions import room
from hemicycle.sittings.enforcement import identity
from tests.classes import COUNCIL_STATE, SETTINGS

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.room import RecordingEngine


def session() -> SessionStore:
    store = SessionStore()
    store.create()
    return store


def enter(world: World, name: str, key: str, connection: str) -> str:
    code = passes.issue(world.sitting, world[name], key, has_second_factor=False)
    room.came(world.sitting, world[name].pk, connection, code, timezone.now())
    return code


def here(world: World) -> list[str]:
    return sorted(world.sitting.attendances.filter(left_at=None).values_list("session", flat=True))


def test_a_session_has_one_pass_however_often_it_joins(world: World) -> None:
    key = session().session_key or ""
    assert enter(world, "jp", key, "PA_1") == enter(world, "jp", key, "PA_2")
    assert here(world) == ["PA_2"]


@pytest.mark.parametrize("how", ["signed out", "expired"])
def test_rule_01_whose_session_ended_is_put_out_and_stays_out_whatever_token_they_kept(
    world: World, engine: RecordingEngine, how: str
) -> None:
    ends, goes_on = session(), session()
    code = enter(world, "jp", ends.session_key or "", "PA_jp")
    enter(world, "br", goes_on.session_key or "", "PA_br")
    room.put_out_signed_out(world.sitting, timezone.now())
    assert here(world) == ["PA_br", "PA_jp"]
    if how == "signed out":
        ends.flush()
    else:
        Session.objects.filter(session_key=ends.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    room.put_out_signed_out(world.sitting, timezone.now())
    assert (here(world), engine.removed) == (["PA_br"], [identity(world["jp"].pk)])
    entry = Entry.objects.get(act="room.signed_out")
    assert entry.data["registration"] == world["jp"].pk
    engine.removed.clear()
    room.came(world.sitting, world["jp"].pk, "PA_again", code, timezone.now())
    assert (here(world), engine.removed) == (["PA_br"], [identity(world["jp"].pk)])


def test_rule_01_another_session_of_the_same_person_stays(world: World, engine: RecordingEngine) -> None:
    ended, goes_on = session(), session()
    enter(world, "jp", ended.session_key or "", "PA_first")
    enter(world, "jp", goes_on.session_key or "", "PA_second")
    ended.flush()
    room.put_out_signed_out(world.sitting, timezone.now())
    assert (here(world), engine.removed) == (["PA_second"], [])


@pytest.mark.parametrize("whose", ["nobody", "somebody else", "another sitting"])
def test_rule_01_a_pass_is_of_one_person_and_one_sitting(world: World, engine: RecordingEngine, whose: str) -> None:
    key = session().session_key or ""
    code = "" if whose == "nobody" else passes.issue(world.sitting, world["br"], key, has_second_factor=False)
    if whose == "another sitting":
        world.sitting.pk, world.sitting.number = None, 2
        world.sitting.save()
    name = "br" if whose == "another sitting" else "jp"
    room.came(world.sitting, world[name].pk, "PA_jp", code, timezone.now())
    assert (here(world), engine.removed) == ([], [identity(world[name].pk)])


@pytest.mark.parametrize("knows", [False, True])
def test_rule_01_who_lacks_a_second_factor_that_is_required_by_now_is_put_out(
    world: World, engine: RecordingEngine, *, knows: bool
) -> None:
    store = session()
    enter(world, "jp", store.session_key or "", "PA_jp")
    if knows:
        store[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa"}]
        store.save()
    world.sitting.consultation.settings = {**SETTINGS, "second_factor": [COUNCIL_STATE.value]}
    room.put_out_signed_out(world.sitting, timezone.now())
    assert (here(world) == ["PA_jp"], engine.removed == []) == (knows, knows)


def test_no_role_is_added_to_a_second_factor_while_it_would_put_somebody_out_of_a_sitting(
    world: World, engine: RecordingEngine
) -> None:
    enter(world, "jp", session().session_key or "", "PA_jp")

    def require_of(role: str) -> None:
        wanted = RegistrationSettings(Opening(None, None), {}, 365, frozenset({role}))
        edit(world.consultation.pk, Performer(world["secretariat"].person), timezone.now(), wanted)

    with pytest.raises(Refusal) as refused:
        require_of(COUNCIL_STATE.value)
    reason = refused.value.reason
    assert (reason.code.value, dict(reason.facts)) == ("factor_in_sitting", {"sitting": 1, "people": 1})
    assert "Sitting 1 is in session" in refusal_message(reason)
    require_of(Role.INTERPRETER.value)
    world.sitting.state = "planned"
    world.sitting.save()
    require_of(COUNCIL_STATE.value)
    world.sitting.consultation.refresh_from_db()
    room.put_out_signed_out(world.sitting, timezone.now())
    assert (here(world), engine.removed) == ([], [identity(world["jp"].pk)]), "it applies at once"
