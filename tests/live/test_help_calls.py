"""A call with picture in a case: who joins with what, who finds nothing, what ends it, and what the journal says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jwt
import pytest
from django.conf import settings
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.rules.help_calls import CALL_LASTS, OFFER_LASTS
from hemicycle.rules.help_cases import CaseCause
from hemicycle.rules.reasons import Refusal
from hemicycle.support import media_rooms
from hemicycle.support.actions import calls, cases
from hemicycle.support.models import HelpCall, HelpCase
from tests.factories import SLUG
from tests.live.test_connection_tests import Rooms, rooms
from tests.live.test_permissions import sign_in
from tests.support.floor import by
from tests.support.html import html_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.factories import World
    from tests.support.room import ConnectedPage

__all__ = ["rooms"]

DESK = f"/consultations/{SLUG}/desk/help/"
HELP = f"/consultations/{SLUG}/help/"


def taken(world: World, who: str = "br") -> HelpCase:
    """A case of somebody, which a technician has."""
    case = cases.ask(world.consultation.pk, by(world, who), timezone.now(), "My picture is black")
    cases.take(world.consultation.pk, by(world, "technician"), timezone.now(), case.pk)
    case.refresh_from_db()
    return case


def offered(world: World, case: HelpCase | None = None, at: datetime | None = None) -> HelpCall:
    case = case or taken(world)
    return calls.offer(world.consultation.pk, by(world, "technician"), at or timezone.now(), case.pk)


def page(call: HelpCall) -> str:
    return f"{HELP}calls/{call.pk}/"


def join(client: Client, call: HelpCall) -> Answer:
    return client.post(f"{page(call)}join")


def granted(answer: Answer) -> dict[str, Any]:
    """What the token of an answer permits, and to whom."""
    assert answer.status_code == 200, answer.content
    return jwt.decode(answer.json()["media"]["token"], settings.LIVEKIT_SECRET, algorithms=["HS256"])


def test_both_see_the_offer_join_and_are_let_into_this_room_alone(world: World, rooms: Rooms) -> None:
    case = taken(world)
    desk, delegate = sign_in(world, "technician"), sign_in(world, "br")
    assert "Offer a call" in html_of(desk.get(f"{DESK}{case.pk}/"))
    told = desk.post(f"{DESK}{case.pk}/", {"act": "offer_call"}, follow=True)
    call = HelpCall.objects.get()
    assert (call.case, call.offered_by) == (case, world["technician"])
    assert told.redirect_chain == [(page(call), 302)]
    assert page(call) in html_of(delegate.get(HELP))

    for client, who in ((desk, "technician"), (delegate, "br")):
        assert "call-app" in html_of(client.get(page(call)))
        token = granted(join(client, call))
        assert token["sub"] == f"r{world[who].pk}"
        assert (token["video"]["room"], token["video"]["roomJoin"]) == (call.room, True)
        assert sorted(token["video"]["canPublishSources"]) == ["camera", "microphone"]
        assert token["video"]["canPublishData"] is False
    assert rooms.open == {call.room: media_rooms.CALL_EMPTY_SECONDS}
    call.refresh_from_db()
    assert None not in {call.joined_at, call.desk_joined_at}
    case.refresh_from_db()
    assert (case.waiting_since, case.answered_at) == (None, call.joined_at)
    assert "The person has joined" in html_of(desk.get(f"{DESK}{case.pk}/"))

    delegate.post(page(call), {"act": "end"})
    assert rooms.open == {}
    assert "This call is over" in html_of(desk.get(page(call)))
    assert page(call) not in html_of(delegate.get(HELP))
    steps = [entry.data.get("step") for entry in Entry.objects.order_by("pk")]
    assert steps[-4:] == ["offer_call", "join_call", "join_call", "end_call"]
    assert {"case": case.number, "call": call.pk, "step": "end_call"} == Entry.objects.latest("pk").data


@pytest.mark.parametrize("who", ["jp", "secretariat", "chair"])
def test_a_forwarded_link_is_for_nobody_else(world: World, rooms: Rooms, who: str) -> None:
    call, stranger = offered(world), sign_in(world, who)
    assert [stranger.get(page(call)).status_code, join(stranger, call).status_code] == [404, 404]
    assert stranger.post(page(call), {"act": "end"}).status_code == 404
    with pytest.raises(Refusal):
        calls.end(world.consultation.pk, by(world, who), timezone.now(), call.pk)
    call.refresh_from_db()
    assert (call.ended_at, rooms.open) == (None, {})


def test_who_comes_back_or_opens_another_tab_joins_as_the_same_and_is_noted_once(world: World, rooms: Rooms) -> None:
    call, desk = offered(world), sign_in(world, "technician")
    first, second = granted(join(desk, call)), granted(join(desk, call))
    assert first["sub"] == second["sub"], "the media engine lets the earlier page go"
    assert Entry.objects.filter(data__step="join_call").count() == 1
    assert list(rooms.open) == [call.room]


def test_without_the_media_engine_nobody_has_joined_and_messages_go_on(world: World, rooms: Rooms) -> None:
    call, delegate = offered(world), sign_in(world, "br")
    rooms.away = True
    assert join(delegate, call).json()["media"] is None
    call.refresh_from_db()
    assert call.joined_at is None
    more = {"act": "more", "case": call.case_id, f"case{call.case_id}-text": "I see no picture of you."}
    assert "I see no picture of you." in html_of(delegate.post(HELP, more, follow=True))
    delegate.post(page(call), {"act": "end"})
    call.refresh_from_db()
    assert (call.ended_by, call.room_closed_at) == (world["br"], None)
    rooms.away = False
    assert media_rooms.close_abandoned(timezone.now()) == 1
    call.refresh_from_db()
    assert call.room_closed_at is not None


@pytest.mark.parametrize("how", ["solve", "hand_over", "hand_over_all"])
def test_a_case_that_is_solved_or_handed_over_ends_its_call(world: World, rooms: Rooms, how: str) -> None:
    call = offered(world)
    delegate, where = sign_in(world, "br"), (world.consultation.pk, by(world, "technician"), timezone.now())
    granted(join(delegate, call))
    if how == "solve":
        cases.solve(*where, call.case_id, CaseCause.CAMERA)
    elif how == "hand_over":
        cases.hand_over(*where, call.case_id, to=world["secretariat"].pk, text="")
    else:
        cases.hand_over_all(*where, to=world["secretariat"].pk, text="")
    assert rooms.open == {}
    refused = join(delegate, call)
    assert (refused.status_code, refused.json()["reason"]["code"]) == (409, "call_over")
    call.refresh_from_db()
    assert (call.ended_at is not None, call.ended_by) == (True, None)


def test_who_has_the_case_then_offers_another(world: World, rooms: Rooms) -> None:
    case, key, now = taken(world), world.consultation.pk, timezone.now()
    first = offered(world, case)
    cases.hand_over(key, by(world, "technician"), now, case.pk, to=world["secretariat"].pk, text="")
    with pytest.raises(Refusal):
        calls.offer(key, by(world, "technician"), now, case.pk)
    second = calls.offer(key, by(world, "secretariat"), now, case.pk)
    assert first.pk != second.pk
    assert join(sign_in(world, "technician"), second).status_code == 404
    granted(join(sign_in(world, "secretariat"), second))
    assert list(rooms.open) == [second.room]


@pytest.mark.usefixtures("rooms")
def test_an_offer_is_not_made_twice_and_lapses(world: World) -> None:
    case = taken(world)
    with pytest.raises(Refusal):
        offered(world, case), offered(world, case)
    HelpCall.objects.update(offered_at=timezone.now() - OFFER_LASTS)
    case.refresh_from_db()
    assert case.waiting_since is not None, "an offer answers nobody"
    assert join(sign_in(world, "br"), HelpCall.objects.get()).status_code == 409
    offered(world, case)
    assert HelpCall.objects.filter(ended_at=None).count() == 1


def test_what_time_ends_is_closed_and_said_in_the_room(
    world: World, rooms: Rooms, client_documents: ConnectedPage
) -> None:
    call, delegate = offered(world), sign_in(world, "br")
    granted(join(delegate, call))
    HelpCall.objects.update(joined_at=timezone.now() - CALL_LASTS)
    client_documents.published.clear()
    assert media_rooms.close_abandoned(timezone.now()) == 1
    assert media_rooms.close_abandoned(timezone.now()) == 0
    assert rooms.open == {}
    assert f"help.{world['br'].pk}" in client_documents.published


@pytest.mark.usefixtures("rooms")
def test_the_person_sees_the_offer_in_the_room_wherever_their_case_began(
    world: World, client_documents: ConnectedPage
) -> None:
    call, name = offered(world), f"help.{world['br'].pk}"
    assert name in client_documents.published
    document = build.documents(world.sitting.pk, [name])[name].model_dump()
    assert document["messages"] == []
    assert (document["call"]["id"], document["call"]["by"]) == (call.pk, world["technician"].person.name)
    assert document["call"]["address"] == page(call)
    calls.end(world.consultation.pk, by(world, "br"), timezone.now(), call.pk)
    assert build.documents(world.sitting.pk, [name])[name].model_dump()["call"] is None


def test_a_stranger_on_the_telephone_is_offered_none(world: World) -> None:
    key, technician = world.consultation.pk, by(world, "technician")
    now, text = timezone.now(), "Where do I register?"
    case = cases.enter_call(key, technician, now, registration=None, stranger="Ms. Lee", call_back="", text=text)
    with pytest.raises(Refusal):
        calls.offer(key, technician, timezone.now(), case.pk)
    assert "Offer a call" not in html_of(sign_in(world, "technician").get(f"{DESK}{case.pk}/"))
