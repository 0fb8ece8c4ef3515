"""The tray at the desk: found, opened, filed by a click, dismissed with a reason, and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from hemicycle.arrivals.models import Arrival
from hemicycle.journal.models import Entry
from hemicycle.people.uploads import store_stream
from hemicycle.web.desk.kinds import Kind
from hemicycle.web.desk.matters import _arrivals as waiting
from tests.factories import make_world
from tests.support.enquiries import ask_with_conditions
from tests.support.html import html_of

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as HttpResponse

    from hemicycle.correspondence.models import Enquiry
    from tests.factories import World

MESSAGE = (
    b"From: a@example.org\r\nSubject: A question\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\n\r\nHello\r\n--b\r\nContent-Disposition: attachment; filename=note.txt\r\n\r\nAgreed.\r\n--b--\r\n"
)


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    return make_world()


@pytest.fixture
def enquiry(world: World) -> Enquiry:
    return ask_with_conditions(world)


@pytest.fixture
def arrival(world: World) -> Arrival:
    from io import BytesIO  # noqa: PLC0415 - here alone

    now = timezone.now()
    return Arrival.objects.create(
        consultation=world.consultation, at=now, way="smtp", envelope_from="a@example.org", sha256="0" * 64,
        original=store_stream(BytesIO(MESSAGE), "message.eml", "message/rfc822", "0" * 64, now), read_at=now,
        sender="a@example.org", sender_name="<b>Ms. A</b>", subject="A question", text="Hello <script>x</script>",
        state="waiting", why={"rule": 0, "code": "sender_unknown", "facts": {}}, marks={"calendar": ""},
        files=[
            {"number": 1, "name": "note.txt", "media_type": "text/plain", "size": 7, "sha256": "", "found": ""},
            {"number": 2, "name": "v.exe", "media_type": "x", "size": 7, "sha256": "", "found": "upload_infected"},
        ],
    )  # fmt: skip


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world["secretariat"].person)
    return client


def page(arrival: Arrival | None = None, name: str = "arrival", *more: int) -> str:
    return reverse(name, args=["test", arrival.pk, *more]) if arrival else reverse("arrivals", args=["test"])


def act(desk: Client, arrival: Arrival, name: str, **sent: str) -> HttpResponse:
    return desk.post(page(arrival), {"act": name, **sent}, follow=True)


def test_what_waits_is_listed_searched_and_exported(desk: Client, arrival: Arrival) -> None:
    text = html_of(desk.get(page()))
    assert "A question" in text
    assert "Nobody here has the sender’s address" in text
    assert "&lt;b&gt;Ms. A&lt;/b&gt;" in text
    assert "A question" not in html_of(desk.get(page() + "?q=other"))
    assert "A question" not in html_of(desk.get(page() + "?state=filed"))
    assert "A question" in desk.get(page() + "?format=csv").content.decode("utf-8-sig")
    assert [(one.kind, one.number) for one in waiting(arrival.consultation, timezone.now())] == [(Kind.ARRIVAL, 1)]


def test_one_message_is_shown_without_running_or_fetching_anything(desk: Client, arrival: Arrival) -> None:
    text = html_of(desk.get(page(arrival)))
    assert "Hello &lt;script&gt;x&lt;/script&gt;" in text
    assert "Virus found" in text
    assert "Calendar invitation" in text
    assert "Nothing confirms that the message is from this sender." in text


def test_the_original_and_harmless_files_alone_are_saved(desk: Client, arrival: Arrival) -> None:
    original = desk.get(page(arrival, "arrival_original"))
    assert b"".join(original.streaming_content) == MESSAGE  # type: ignore[attr-defined]
    assert original["Content-Disposition"].startswith("attachment")
    file = desk.get(page(arrival, "arrival_file", 1))
    assert (file.content, file["Content-Type"]) == (b"Agreed.", "text/plain")
    assert desk.get(page(arrival, "arrival_file", 2)).status_code == 404
    assert desk.get(page(arrival, "arrival_file", 3)).status_code == 404


def test_it_is_filed_at_a_letter_and_a_reply_entered_from_it(
    desk: Client, arrival: Arrival, enquiry: Enquiry, world: World
) -> None:
    place = f"letter|{enquiry.letter_id}"
    text = html_of(act(desk, arrival, "file", place=place, member="GH"))
    assert "The message is filed." in text
    arrival.refresh_from_db()
    assert (arrival.state, arrival.member, arrival.handled_by) == (
        "filed",
        world["gh"].member,
        world["secretariat"].person,
    )
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.place, entry.data["letter"]) == ("arrival.file", f"arrival:{arrival.pk}", "DM-20/1004")
    enter = reverse("reply_enter", args=["test", enquiry.pk]) + f"?member=GH&message={arrival.pk}"
    assert enter.replace("&", "&amp;") in text
    assert "Hello &lt;script&gt;" in html_of(desk.get(enter))
    question = enquiry.questions.get()
    answer = desk.post(enter, {"act": "enter", f"q{question.pk}": "a", "signed_by": "Ms. A"}, follow=True)
    version = enquiry.replies.get(member=world["gh"].member).versions.get()
    assert (version.source, version.channel, version.entered_by) == (
        arrival.original,
        "mail",
        world["secretariat"].person,
    )
    assert "Hello &lt;script&gt;" in html_of(answer), "the second person sees the message beside the entry"


def test_it_is_dismissed_with_a_reason_and_that_is_undone(desk: Client, arrival: Arrival) -> None:
    refused = desk.post(page(arrival), {"act": "dismiss", "words": " "})
    assert (refused.status_code, "Enter the reason" in html_of(refused)) == (422, True)
    act(desk, arrival, "dismiss", words="An advertisement")
    arrival.refresh_from_db()
    assert (arrival.state, arrival.words) == ("dismissed", "An advertisement")
    twice = desk.post(page(arrival), {"act": "dismiss", "words": "Once more"})
    assert (twice.status_code, "A colleague has filed or dismissed" in html_of(twice)) == (409, True)
    act(desk, arrival, "undo")
    arrival.refresh_from_db()
    assert (arrival.state, arrival.words) == ("waiting", "")


@pytest.mark.parametrize("place", ["", "letter|999999", "letter|x", "nowhere|1"])
def test_a_place_that_is_none_is_refused(desk: Client, arrival: Arrival, place: str) -> None:
    assert desk.post(page(arrival), {"act": "file", "place": place}).status_code == 422


@pytest.mark.parametrize("who", ["br", "chair", "technician"])
def test_nobody_but_the_secretariat_reads_it(client: Client, world: World, arrival: Arrival, who: str) -> None:
    client.force_login(world[who].person)
    for address in (page(), page(arrival), page(arrival, "arrival_original"), page(arrival, "arrival_file", 1)):
        assert client.get(address).status_code == 403
