"""A connection test begins with a room and a channel of its own, and is finished once with what it measured."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import jwt
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.live import push_access
from hemicycle.mail import links
from hemicycle.mail.models import PersonalLink
from hemicycle.media.engine import MediaUnavailable
from hemicycle.rules.connection_tests import CARRIES, TEST_LASTS, TESTS_AN_HOUR
from hemicycle.sittings import enforcement
from hemicycle.support import media_rooms as rooms_for_tests
from hemicycle.support.models import ConnectionTest
from tests.factories import SLUG
from tests.live.test_engine_views import webhook
from tests.live.test_permissions import sign_in
from tests.live.test_push_access import connects
from tests.support.measuring import entered, measured

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.factories import World

T = TypeVar("T")
ENTRY = f"/consultations/{SLUG}/connection-test/entry"
BEGIN = f"/consultations/{SLUG}/connection-test/begin"


class Rooms:
    """The rooms of a media engine that keeps nothing else."""

    def __init__(self) -> None:
        self.open: dict[str, int] = {}
        self.away = False

    def _answered(self, answer: T) -> Future[T]:
        future: Future[T] = Future()
        if self.away:
            future.set_exception(MediaUnavailable("away"))
        else:
            future.set_result(answer)
        return future

    def ensure_room(self, room: str, empty_seconds: int) -> Future[str]:
        if not self.away:
            self.open[room] = empty_seconds
        return self._answered(f"RM_{room}")

    def close_room(self, room: str) -> Future[None]:
        if not self.away:
            self.open.pop(room, None)
        return self._answered(None)


@pytest.fixture
def rooms(world: World, monkeypatch: pytest.MonkeyPatch) -> Rooms:  # noqa: ARG001 - before what it patches
    made = Rooms()
    monkeypatch.setattr(enforcement, "engine", lambda: made)
    return made


def begun(client: Client, address: str = BEGIN) -> dict[str, Any]:
    answer = client.post(address)
    assert answer.status_code == 200, answer.content
    begun: dict[str, Any] = answer.json()
    return begun


def sent(client: Client, address: str, parts: dict[str, Any] | None = None) -> Answer:
    return client.post(address, parts or measured(), content_type="application/json")


def test_a_test_is_given_a_room_two_tokens_and_a_channel_of_its_own(world: World, rooms: Rooms) -> None:
    answer = begun(sign_in(world, "br"))

    test = ConnectionTest.objects.get()
    assert (answer["ok"], answer["test"], answer["code"]) == (True, test.pk, test.code)
    assert rooms.open == {f"connection-test-{test.pk}": rooms_for_tests.EMPTY_SECONDS}
    sender, receiver = (
        jwt.decode(answer["media"][who], settings.LIVEKIT_SECRET, ["HS256"]) for who in ("sender", "receiver")
    )
    assert sender["video"]["room"] == receiver["video"]["room"] == test.room
    assert sender["video"]["canPublish"] is True
    assert sorted(sender["video"]["canPublishSources"]) == ["camera", "microphone"]
    assert receiver["video"]["canPublish"] is False
    assert sender["sub"] != receiver["sub"]
    assert sender["exp"] - sender["nbf"] <= 600
    channel = answer["push"]["channel"]
    assert jwt.decode(channel["token"], settings.CENTRIFUGO_TOKEN_SECRET, ["HS256"])["channel"] == f"test:{test.pk}"
    entry = Entry.objects.get(act="connection.test")
    assert (entry.actor_id, entry.place) == (world["br"].person_id, f"connectiontest:{test.pk}")


def test_those_that_begin_together_have_their_turns_one_after_the_other(
    world: World,
    rooms: Rooms,  # noqa: ARG001 - the engine is there
    settings: Any,  # noqa: ANN401 - pytest-django has no type for it
) -> None:
    """Also those who come by a link, and of the same person; an entry has none, and takes nobody's."""
    settings.CONNECTION_TESTS_AT_ONCE = 2
    client, lasts = sign_in(world, "br"), CARRIES.total_seconds()
    client.post(ENTRY, entered(), content_type="application/json")
    turns = [begun(client)["carries_in"] for _one in range(3)] + [begun(sign_in(world, "jp"))["carries_in"]]
    assert turns[0] == 0
    assert all(place * lasts / 2 - 10 < turns[place] <= place * lasts / 2 for place in (1, 2, 3))


def test_what_it_measured_is_kept_with_its_verdict_and_its_room_is_closed(world: World, rooms: Rooms) -> None:
    client = sign_in(world, "br")
    answer = begun(client)

    said = sent(client, answer["finish"], measured(camera={"light": 0.05})).json()

    test = ConnectionTest.objects.get()
    assert said["result"] == f"/consultations/{SLUG}/connection-tests/{test.pk}/"
    assert (test.verdict, test.causes, test.place) == ("usable", ("camera_dark",), "office in Abuja")
    assert not rooms.open
    assert test.room_closed_at is not None


def test_the_first_of_two_results_stands(world: World, rooms: Rooms) -> None:  # noqa: ARG001 - the engine is there
    client = sign_in(world, "br")
    answer = begun(client)
    sent(client, answer["finish"])

    again = sent(client, answer["finish"], measured(microphone={"state": "denied"}))

    assert again.status_code == 200
    assert ConnectionTest.objects.get().verdict == "ready"
    assert Entry.objects.filter(act="connection.test").count() == 2


def test_without_the_media_engine_it_begins_and_says_so(world: World, rooms: Rooms) -> None:
    rooms.away = True
    client = sign_in(world, "br")

    answer = begun(client)

    assert answer["media"] is None
    sent(client, answer["finish"], measured(line=None))
    test = ConnectionTest.objects.get()
    assert (test.verdict, test.causes) == ("usable", ("media_away",))


def test_a_media_engine_that_went_away_in_the_middle_blames_no_network(world: World, rooms: Rooms) -> None:
    client, nowhere = sign_in(world, "br"), measured(line={"way": "none"}, camera={"light": 0.05})
    verdicts = {}
    for away in (True, False):
        rooms.away = False
        answer = begun(client)
        rooms.away = away
        sent(client, answer["finish"], nowhere)
        test = ConnectionTest.objects.get(pk=answer["test"])
        verdicts[away] = (test.verdict, set(test.causes))
    assert verdicts == {
        True: ("usable", {"media_away", "camera_dark"}),
        False: ("unusable", {"network_blocked", "camera_dark"}),
    }


def test_a_media_engine_that_is_away_only_at_the_end_takes_nothing_from_what_was_measured(
    world: World, rooms: Rooms
) -> None:
    client = sign_in(world, "br")
    answer = begun(client)
    rooms.away = True
    sent(client, answer["finish"])
    assert ConnectionTest.objects.get().verdict == "ready"


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"seconds": "x"},
        measured(place="x" * 81),
        measured(line={"lost_up": 1.5}),
        measured(line={"way": "pigeon"}),
        measured(microphone={"level_db": 1.0}),
        {**measured(), "more": 1},
        measured(browser={"lacks": ["devices"] * 8}),
        measured(place="a\0b"),
    ],
)
def test_what_is_out_of_bounds_is_refused_and_nothing_kept(
    world: World,
    rooms: Rooms,  # noqa: ARG001 - the engine is there
    parts: dict[str, Any],
) -> None:
    client = sign_in(world, "br")
    answer = begun(client)

    said = client.post(answer["finish"], parts, content_type="application/json")

    assert (said.status_code, said.json()["reason"]["code"]) == (400, "malformed")
    assert ConnectionTest.objects.get().finished_at is None


def test_one_registration_begins_no_more_than_so_many_an_hour(world: World, rooms: Rooms) -> None:  # noqa: ARG001
    now = timezone.now()
    ConnectionTest.objects.bulk_create(
        ConnectionTest(
            consultation=world.consultation,
            registration=world["br"],
            code=f"A{number}",
            purpose="delegate",
            begun_at=now - timedelta(minutes=30),
        )
        for number in range(TESTS_AN_HOUR)
    )

    said = sign_in(world, "br").post(BEGIN)

    assert (said.status_code, said.json()["reason"]["code"]) == (429, "tests_too_many")
    begun(sign_in(world, "jp"))


def test_nobody_finishes_somebody_elses(world: World, rooms: Rooms) -> None:  # noqa: ARG001 - the engine is there
    answer = begun(sign_in(world, "br"))

    assert sent(sign_in(world, "jp"), answer["finish"]).status_code == 404
    assert sent(sign_in(world, "technician"), answer["finish"]).status_code == 404
    assert ConnectionTest.objects.get().finished_at is None


def test_one_that_is_over_takes_nothing(world: World, rooms: Rooms) -> None:  # noqa: ARG001 - the engine is there
    client = sign_in(world, "br")
    answer = begun(client)
    ConnectionTest.objects.all().delete()
    at = timezone.now() - TEST_LASTS - timedelta(minutes=1)
    test = ConnectionTest.objects.create(
        consultation=world.consultation, registration=world["br"], code="ABCD", purpose="delegate", begun_at=at
    )

    said = sent(client, answer["finish"].replace(str(answer["test"]), str(test.pk)))

    assert (said.status_code, said.json()["reason"]["code"]) == (409, "test_over")


def test_a_link_tests_for_its_registration_without_signing_in(world: World, rooms: Rooms) -> None:
    _link, address = links.make(world["br"], links.Purpose.TEST, timezone.now())
    secret = address.rstrip("/").rpartition("/")[2]
    client = Client()

    answer = begun(client, f"/connection-test/{secret}/begin")
    said = sent(client, answer["finish"]).json()

    test = ConnectionTest.objects.get()
    assert (test.registration, test.verdict) == (world["br"], "ready")
    assert said["result"] == f"/connection-test/{secret}/{test.pk}/"
    assert "_auth_user_id" not in client.session
    assert not rooms.open
    entries = Entry.objects.filter(act="connection.test")
    assert [(entry.actor, entry.system) for entry in entries] == [(None, "link")] * 2


def test_a_link_that_was_revoked_has_expired_or_lost_its_registration_opens_nothing(
    world: World,
    rooms: Rooms,  # noqa: ARG001 - the engine is there
) -> None:
    now = timezone.now()
    link, address = links.make(world["br"], links.Purpose.TEST, now)
    begin = f"/connection-test/{address.rstrip('/').rpartition('/')[2]}/begin"
    assert Client().post(begin[:-7] + "x/begin").status_code == 404
    of_another, other = links.make(world["br"], links.Purpose.ENTER, now)
    assert of_another.pk
    assert Client().post(f"/connection-test/{other.rstrip('/').rpartition('/')[2]}/begin").status_code == 404

    world["br"].__class__.objects.filter(pk=world["br"].pk).update(status="withdrawn")
    assert Client().post(begin).status_code == 404
    world["br"].__class__.objects.filter(pk=world["br"].pk).update(status="confirmed")
    assert Client().post(begin).status_code == 200
    PersonalLink.objects.filter(pk=link.pk).update(expires_at=now)
    assert Client().post(begin).status_code == 404
    PersonalLink.objects.filter(pk=link.pk).update(expires_at=now + timedelta(days=1), revoked_at=now)
    assert Client().post(begin).status_code == 404


def test_a_link_finishes_no_test_of_somebody_else(world: World, rooms: Rooms) -> None:  # noqa: ARG001
    answer = begun(sign_in(world, "jp"))
    _link, address = links.make(world["br"], links.Purpose.TEST, timezone.now())
    secret = address.rstrip("/").rpartition("/")[2]

    assert sent(Client(), f"/connection-test/{secret}/{answer['test']}/finish").status_code == 404


def test_the_push_engine_lets_a_test_in_until_it_is_finished(world: World, rooms: Rooms) -> None:  # noqa: ARG001
    client = sign_in(world, "br")
    answer = begun(client)
    token = answer["push"]["token"]

    assert connects(token) == {"result": {"user": f"test.{answer['test']}"}}
    assert "result" not in connects(token + "x")
    sent(client, answer["finish"])
    assert "result" not in connects(token)


def test_a_token_of_a_test_opens_nothing_of_a_sitting(world: World, rooms: Rooms) -> None:  # noqa: ARG001
    access = begun(sign_in(world, "br"))["push"]

    claims = jwt.decode(access["channel"]["token"], settings.CENTRIFUGO_TOKEN_SECRET, ["HS256"])
    assert claims["sub"] != push_access.user(world.sitting.pk, world["br"].pk, "delegate")
    assert set(claims) == {"sub", "channel", "exp"}


def test_rooms_of_tests_that_nobody_finished_are_closed(world: World, rooms: Rooms) -> None:
    begun(sign_in(world, "br"))
    now = timezone.now()

    assert rooms_for_tests.close_abandoned(now) == 0
    rooms.away = True
    assert rooms_for_tests.close_abandoned(now + TEST_LASTS + timedelta(minutes=1)) == 0
    rooms.away = False
    assert rooms_for_tests.close_abandoned(now + TEST_LASTS + timedelta(minutes=1)) == 1
    assert not rooms.open
    assert rooms_for_tests.close_abandoned(now + TEST_LASTS + timedelta(minutes=2)) == 0


def test_nobody_begins_a_test_once_the_consultation_is_closed(world: World, rooms: Rooms) -> None:
    world.consultation.__class__.objects.filter(pk=world.consultation.pk).update(closed_at=timezone.now())

    said = sign_in(world, "br").post(BEGIN)

    assert (said.status_code, said.json()["reason"]["code"]) == (409, "consultation_closed")
    assert not rooms.open


def test_what_the_media_engine_tells_of_a_test_concerns_no_sitting(world: World, rooms: Rooms) -> None:
    begun(sign_in(world, "br"))
    (room,) = rooms.open
    track = {"sid": "TR_1", "source": "MICROPHONE", "type": "AUDIO"}
    for event in ("participant_joined", "track_published", "track_unpublished", "participant_left", "room_finished"):
        person = {"sid": "PA_1", "identity": "sender"}
        told = {"event": event, "room": {"name": room}, "participant": person, "track": track}
        assert webhook({**told, "createdAt": "1591700400"}).status_code == 204

    assert not world.sitting.attendances.exists()
    assert not world.sitting.publications.exists()
    assert not ConnectionTest.objects.exclude(finished_at=None).exists()


def test_an_entry_is_kept_by_itself_with_its_verdict_and_no_room(world: World, rooms: Rooms) -> None:
    assert sent(sign_in(world, "br"), ENTRY, entered(lost_down=0.08)).json()["ok"] is True

    test = ConnectionTest.objects.get()
    assert (test.kind, test.registration_id, test.purpose) == ("entry", world["br"].pk, "delegate")
    assert (test.verdict, [cause.value for cause in test.causes]) == ("usable", ["line_loss_down"])
    assert (test.room, rooms.open) == ("", {})
    assert test.finished_at is not None
    assert test.finished_at - test.begun_at == timedelta(seconds=12)
    entry = Entry.objects.get(act="connection.test")
    assert (entry.data["kind"], entry.data["verdict"]) == ("entry", "usable")


def test_what_was_not_measured_at_an_entry_says_nothing(world: World) -> None:
    sent(sign_in(world, "french"), ENTRY, entered(round_trip_ms=None, jitter_ms=None, lost_down=None))

    test = ConnectionTest.objects.get()
    assert (test.purpose, test.verdict, test.causes) == ("interpreter", "ready", ())
    assert "microphone" not in {found.subject.value for found in test.found}


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {**entered(), "microphone": measured()["microphone"]},
        {**entered(), "line": None},
        entered(round_trip_ms=-1),
        measured(),
    ],
    ids=["nothing", "a device", "no line", "a figure out of bounds", "a whole test"],
)
def test_an_entry_that_measured_something_else_is_refused(world: World, parts: dict[str, Any]) -> None:
    answer = sign_in(world, "br").post(ENTRY, parts, content_type="application/json")

    assert answer.status_code == 400
    assert not ConnectionTest.objects.exists()


def test_entries_are_counted_apart_from_tests(world: World, rooms: Rooms) -> None:  # noqa: ARG001 - the engine
    client = sign_in(world, "br")
    ConnectionTest.objects.bulk_create(
        ConnectionTest(
            consultation=world.consultation,
            registration=world["br"],
            code=f"C{number}",
            kind=ConnectionTest.Kind.ENTRY,
            purpose="delegate",
            begun_at=timezone.now(),
        )
        for number in range(TESTS_AN_HOUR)
    )

    refused = sent(client, ENTRY, entered())
    assert (refused.status_code, refused.json()["reason"]["code"]) == (429, "tests_too_many")
    assert begun(client)["ok"] is True


@pytest.mark.parametrize("status", ["pending", "withdrawn"])
def test_who_is_not_confirmed_enters_nothing(world: World, status: str) -> None:
    world["br"].__class__.objects.filter(pk=world["br"].pk).update(status=status)

    assert sent(sign_in(world, "br"), ENTRY, entered()).status_code == 403
    assert not ConnectionTest.objects.exists()
