"""Requests of the help desk to a page: who asks, who answers, what the desk sees and until when, and what is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.live import build, rate_limit
from hemicycle.rules.help_cases import CaseCause
from hemicycle.rules.help_requests import ANSWER_WITHIN, WATCH_LASTS, RequestState
from hemicycle.sittings.models import RoomPass
from hemicycle.support.actions import cases
from hemicycle.support.models import HelpCase, HelpRequest
from tests.factories import SLUG
from tests.live.test_permissions import sign_in
from tests.support.commands import send
from tests.support.floor import by
from tests.support.html import html_of

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.factories import World
    from tests.support.room import ConnectedPage

DEVICES = {"all": [{"id": "a1", "label": "Headset"}, {"id": "b2", "label": "Built-in microphone"}], "used": "b2"}
FIGURES: dict[str, Any] = {
    "media": "connected",
    "blocked": False,
    "way": "udp",
    "round_trip_ms": 41.5,
    "jitter_ms": 3.0,
    "lost_up": None,
    "lost_down": 0.02,
    "kbit_up": None,
    "kbit_down": 64.0,
    "push": "websocket",
    "microphone": DEVICES,
    "camera": {"all": [], "used": ""},
    "loudspeaker": {"all": [], "used": ""},
    "level": None,
    "picture": "usual",
}


class Desk:
    """A case of Brazil's delegate, which a technician has, and the pages of both."""

    def __init__(self, world: World) -> None:
        now = timezone.now()
        self.world, self.sitting = world, world.sitting.pk
        self.case = cases.ask(world.consultation.pk, by(world, "br"), now, "The sound breaks up")
        cases.take(world.consultation.pk, by(world, "technician"), now, self.case.pk)
        RoomPass.objects.create(sitting=world.sitting, registration=world["br"], session_key="s", code="c")
        self.desk, self.person = sign_in(world, "technician"), sign_in(world, "br")

    def ask(self, kind: str, device: str = "", client: Client | None = None) -> Answer:
        arguments = {"case": self.case.pk, "kind": kind, "device": device}
        return send(client or self.desk, self.sitting, "help.ask", arguments)

    def agree(self, *, agreed: bool = True, client: Client | None = None) -> Answer:
        arguments = {"request": HelpRequest.objects.latest("pk").pk, "agreed": agreed}
        return send(client or self.person, self.sitting, "help.consent", arguments)

    def report(self, outcome: str, client: Client | None = None) -> Answer:
        arguments = {"request": HelpRequest.objects.latest("pk").pk, "outcome": outcome}
        return send(client or self.person, self.sitting, "help.report", arguments)

    def end(self, client: Client) -> Answer:
        return send(client, self.sitting, "help.end", {"request": HelpRequest.objects.latest("pk").pk})

    def tell(self, client: Client | None = None, **changed: object) -> Answer:
        path = f"/sittings/{self.sitting}/assistance"
        return (client or self.person).post(path, {**FIGURES, **changed}, content_type="application/json")

    def look(self, client: Client | None = None) -> Answer:
        return (client or self.desk).get(f"/sittings/{self.sitting}/assistance/{self.world['br'].pk}")

    def watch(self) -> None:
        assert self.ask("watch").status_code == 200
        assert self.agree().status_code == 200

    def state(self) -> RequestState:
        return HelpRequest.objects.latest("pk").state(timezone.now())


@pytest.fixture
def at_desk(world: World) -> Desk:
    cache.clear()
    return Desk(world)


def code(answer: Answer) -> str:
    return str(answer.json()["reason"]["code"])


def test_the_desk_asks_the_person_agrees_and_the_page_reports(at_desk: Desk, client_documents: ConnectedPage) -> None:
    world, name = at_desk.world, f"help.{at_desk.world['br'].pk}"
    assert at_desk.ask("tcp").json()["ok"]
    assert name in client_documents.published
    shown = build.document(at_desk.sitting, name).model_dump(mode="json")["requests"]
    assert [(one["kind"], one["by"], one["agreed"]) for one in shown] == [
        ("tcp", world["technician"].person.name, None)
    ]
    joined = at_desk.person.get(f"/sittings/{at_desk.sitting}/documents").json()["documents"]["help"]
    assert joined["requests"] == shown, "as a page reads it that the push engine does not reach"
    assert at_desk.agree().json()["ok"]
    assert at_desk.state() is RequestState.AGREED
    assert at_desk.report("done").json()["ok"]
    assert at_desk.state() is RequestState.DONE
    shown = at_desk.look().json()["requests"]
    assert [(one["agreed"], one["outcome"], one["ended"]) for one in shown] == [(True, "done", True)]
    page = html_of(at_desk.desk.get(f"/consultations/{SLUG}/desk/help/{at_desk.case.pk}/"))
    assert "Connect over TCP" in page
    assert '<span class="chip live">Done</span>' in page
    entries = Entry.objects.order_by("-pk")[:3][::-1]
    facts = {"request": HelpRequest.objects.get().pk, "case": at_desk.case.number, "kind": "tcp"}
    assert [(entry.act, entry.data) for entry in entries] == [
        ("help.ask", facts),
        ("help.consent", {**facts, "agreed": True}),
        ("help.report", {**facts, "outcome": "done"}),
    ]


def test_after_a_no_nothing_is_reported_or_seen(at_desk: Desk) -> None:
    at_desk.ask("watch")
    assert code(at_desk.tell()) == "not_watched"
    at_desk.agree(agreed=False)
    assert at_desk.state() is RequestState.DECLINED
    assert [code(at_desk.agree()), code(at_desk.report("done")), code(at_desk.tell())] == [
        "request_over",
        "request_over",
        "not_watched",
    ]
    assert at_desk.look().json()["figures"] is None
    assert at_desk.ask("watch").json()["ok"], "they are asked again"


def test_the_desk_sees_the_newest_figures_while_the_person_lets_it(at_desk: Desk) -> None:
    at_desk.watch()
    assert at_desk.look().json()["figures"] is None, "none were sent yet"
    at_desk.tell(), at_desk.tell(round_trip_ms=90.0, way="none", media="lost")
    seen = at_desk.look().json()["figures"]
    assert (seen["round_trip_ms"], seen["way"], seen["media"], seen["microphone"]) == (90.0, "none", "lost", DEVICES)
    watch = HelpRequest.objects.get()
    assert cache.get(f"live_connection:{watch.pk}")
    assert at_desk.end(at_desk.person).json()["ok"]
    assert cache.get(f"live_connection:{watch.pk}") is None
    assert [at_desk.look().json()["figures"], code(at_desk.tell())] == [None, "not_watched"]


@pytest.mark.parametrize("how", ["solve", "hand_over", "hand_over_all", "time", "who asked"])
def test_what_ends_a_watched_connection(at_desk: Desk, client_documents: ConnectedPage, how: str) -> None:
    world, now = at_desk.world, timezone.now()
    at_desk.watch()
    at_desk.tell()
    where = (world.consultation.pk, by(world, "technician"), now)
    client_documents.published.clear()
    if how == "solve":
        cases.solve(*where, at_desk.case.pk, CaseCause.NETWORK)
    elif how == "hand_over":
        cases.hand_over(*where, at_desk.case.pk, to=world["secretariat"].pk, text="")
    elif how == "hand_over_all":
        cases.hand_over_all(*where, to=world["secretariat"].pk, text="")
    elif how == "time":
        HelpRequest.objects.update(answered_at=now - WATCH_LASTS)
    else:
        at_desk.end(at_desk.desk)
    assert at_desk.state() is RequestState.ENDED
    assert (f"help.{world['br'].pk}" in client_documents.published) == (how != "time")
    assert [at_desk.look().json()["figures"], code(at_desk.tell())] == [None, "not_watched"]


def test_one_request_at_a_time_beside_a_watched_connection(at_desk: Desk) -> None:
    at_desk.watch()
    assert code(at_desk.ask("watch")) == "request_waits"
    assert at_desk.ask("reload").json()["ok"]
    assert code(at_desk.ask("tcp")) == "request_waits"
    at_desk.agree()
    assert code(at_desk.ask("tcp")) == "request_waits", "it is being carried out"
    at_desk.report("failed")
    assert at_desk.ask("tcp").json()["ok"]
    HelpRequest.objects.filter(kind="tcp").update(asked_at=timezone.now() - ANSWER_WITHIN)
    assert [at_desk.state(), code(at_desk.agree())] == [RequestState.LAPSED, "request_over"]
    assert at_desk.ask("relay").json()["ok"], "what has lapsed waits for nobody"


def test_a_device_is_chosen_from_the_persons_own_list(at_desk: Desk) -> None:
    assert code(at_desk.ask("microphone", "a1")) == "request_of_unknown_device"
    at_desk.watch()
    at_desk.tell()
    assert code(at_desk.ask("microphone", "zz")) == "request_of_unknown_device"
    assert code(at_desk.ask("camera", "a1")) == "request_of_unknown_device"
    assert code(at_desk.ask("tcp", "a1")) == "request_of_unknown_device"
    at_desk.ask("microphone", "a1")
    request = HelpRequest.objects.latest("pk")
    assert (request.device, request.label) == ("a1", "Headset")
    at_desk.agree(), at_desk.report("device_gone")
    request.refresh_from_db()
    assert (request.device, request.label, request.outcome) == ("", "Headset", "device_gone")


@pytest.mark.parametrize("who", ["jp", "secretariat", "chair", "french"])
def test_nobody_else_answers_reports_ends_or_shows(at_desk: Desk, who: str) -> None:
    stranger = sign_in(at_desk.world, who)
    at_desk.watch()
    assert code(at_desk.tell(stranger)) == "not_watched"
    assert code(at_desk.end(stranger)) == "no_such_help_request"
    at_desk.ask("tcp")
    refused = {
        code(at_desk.agree(client=stranger)),
        code(at_desk.report("done", stranger)),
        code(at_desk.end(stranger)),
    }
    assert refused == {"no_such_help_request"}
    reads = who == "secretariat"
    assert at_desk.look(stranger).status_code == (200 if reads else 403)
    asked = code(at_desk.ask("reload", client=stranger))
    assert asked == ("request_of_anothers_case" if reads else "not_permitted")
    assert at_desk.state() is RequestState.ASKED


def test_who_asks_in_a_case_that_nobody_has_has_it(at_desk: Desk) -> None:
    HelpCase.objects.update(assignee=None, status="new")
    at_desk.ask("watch")
    at_desk.case.refresh_from_db()
    assert (at_desk.case.assignee, at_desk.case.status) == (at_desk.world["technician"], "in_work")
    assert at_desk.case.waiting_since is not None, "a request answers nobody"


def test_who_never_entered_and_whose_case_is_solved_are_asked_nothing(at_desk: Desk) -> None:
    RoomPass.objects.all().delete()
    assert code(at_desk.ask("watch")) == "request_to_absent"
    HelpCase.objects.update(status="solved", solved_at=timezone.now() - timedelta(minutes=1))
    assert code(at_desk.ask("watch")) == "case_solved"
    assert not HelpRequest.objects.exists()


def test_what_a_page_sends_has_its_shape_and_its_pace(at_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "share", lambda: 8)
    at_desk.watch()
    for wrong in ({"way": "pigeon"}, {"lost_down": 2}, {"level": "loud"}, {"more": 1}, {"media": "x" * 70_000}):
        assert code(at_desk.tell(**wrong)) == "malformed"
    assert at_desk.look().json()["figures"] is None
    answers = [at_desk.tell().status_code for _ in range(9)]
    assert (answers[0], answers[-1]) == (200, 429)
    assert at_desk.ask("tcp").json()["ok"], "acts of a hand are counted by themselves"


def test_nobody_is_found_under_a_number_that_is_nobodys(at_desk: Desk) -> None:
    assert at_desk.desk.get(f"/sittings/{at_desk.sitting}/assistance/0").status_code == 404
