"""The desk: replies from paper, mail and telephone, the second person, the chair, and reminders."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import notices
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Enquiry, Reminder, Reply, ReplyVersion
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Upload
from hemicycle.rules.replies import Channel
from tests.people.test_uploads import A_PROGRAM
from tests.web.replies.entering import enter, paper, version_page
from tests.web.replies.replying import DAY, LONG, ask, asked, page, said, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

    from tests.correspondence.conftest import Asked

    ClientOf = Callable[[object], Client]

__all__ = ["asked"]


@pytest.fixture(autouse=True)
def _uploads(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES["uploads"]["OPTIONS"]["location"] = tmp_path


@pytest.fixture
def colleague(asked: Asked) -> object:
    """A second person of the secretariat."""
    row = asked.world["technician"]
    row.role = "secretariat"
    row.save()
    return row


def test_the_language_of_conditions_on_a_paper_is_chosen_by_whoever_enters_it(
    asked: Asked, client_of: ClientOf
) -> None:
    address = page(asked, "reply_enter", member="GH")
    assert 'name="written_in"' not in text(client_of(asked.world["secretariat"]).get(address)), "none are taken"
    Enquiry.objects.filter(pk=asked.enquiry.pk).update(conditions=True)
    form = text(client_of(asked.world["secretariat"]).get(address))
    assert re.search(r'name="written_in".*?<option value="en" selected>', form, re.DOTALL)
    words = {"condition_heading": "form", "condition_words": "Cinq jours"}
    for chosen in ("fr", ""):
        version = enter(asked, client_of, written_in=chosen, **words | {"condition_words": f"Cinq jours {chosen}"})
        assert version.conditions.get().language == chosen


def test_in_a_closed_consultation_the_pages_of_a_reply_say_how_an_entry_is_corrected(
    asked: Asked, client_of: ClientOf
) -> None:
    version = enter(asked, client_of)
    addresses = version_page(version), page(asked, "reply_versions", version.reply.member.code)
    desk, words = client_of(asked.world["secretariat"]), "can still be corrected"
    for address in addresses:
        assert words not in text(desk.get(address))
    Consultation.objects.update(closed_at=timezone.now())
    again = f"{page(asked, 'reply_enter')}?member={version.reply.member.code}"
    assert f'href="{again}">What was entered wrongly {words}' in text(desk.get(addresses[0]))
    assert f'href="{addresses[0]}">What the secretariat entered {words}' in text(desk.get(addresses[1]))
    assert words not in text(client_of(asked.world["chair"]).get(addresses[0])), "the chair enters nothing"


def test_the_member_is_chosen_first_among_those_that_are_asked(asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world["secretariat"])
    html = text(client.get(page(asked, "reply_enter")))
    assert [code in html for code in ('"BR"', '"JP"', '"GH"', '"NO"')] == [True, True, True, False]
    assert client.get(page(asked, "reply_enter", member="NO")).status_code == 404
    assert "Enter the reply of <bdi>Ghana</bdi>" in text(client.get(page(asked, "reply_enter", member="GH")))


def test_rule_21_a_paper_is_entered_and_a_second_person_confirms_it(
    asked: Asked,
    client_of: ClientOf,
    colleague: object,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    asked.mandate("gh", start=timezone.now() - DAY)
    version = enter(asked, client_of)
    assert (version.channel, version.signed_by) == ("paper", "H.E. Ms. Ama")
    assert Reply.objects.get().status == "unconfirmed"
    own = client_of(asked.world["secretariat"])
    assert "You entered this yourself" in text(own.get(version_page(version)))
    refused = own.post(version_page(version, "reply_confirm"))
    assert refused.status_code == 409
    assert "A colleague must compare it" in text(refused)
    other = client_of(colleague)
    assert "Ghana" in text(other.get(reverse("replies_waiting", args=["test"])))
    shown = other.get(version_page(version))
    assert f'<iframe class="source-frame" src="{version_page(version, "reply_source")}?show=1"' in text(shown)
    assert "frame-src &#x27;self&#x27;" in shown.headers["Content-Security-Policy"].replace("'", "&#x27;")
    with django_capture_on_commit_callbacks(execute=True):
        other.post(version_page(version, "reply_confirm"))
    assert Reply.objects.get().status == "counted"
    notices.queue_waiting()
    told = Delivery.objects.order_by("pk").values_list("mailing__template", "address")
    assert list(told) == [("reply_entry_waits", "gh@example.org"), ("reply_entered", "gh@example.org")]
    assert "No replies need action." in text(other.get(reverse("replies_waiting", args=["test"])))


def test_rule_21_what_is_not_what_the_source_says_is_returned_with_words(
    asked: Asked, client_of: ClientOf, colleague: object
) -> None:
    version, other = enter(asked, client_of), client_of(colleague)
    refused = other.post(version_page(version, "reply_return"), {"words": " "})
    assert refused.status_code == 409
    assert "Enter the differences from the source" in text(refused)
    other.post(version_page(version, "reply_return"), {"words": "Item 1 says no"})
    assert Reply.objects.get().status == "missing"
    assert "does not match its source" in text(other.get(version_page(version)))
    assert other.post(version_page(version, "reply_confirm")).status_code == 409
    again = enter(asked, client_of)
    other.post(version_page(again, "reply_confirm"))
    assert Reply.objects.get().counted == again


def test_rule_21_a_paper_that_replaces_an_earlier_one_is_entered_compared_and_counts(
    asked: Asked, client_of: ClientOf, colleague: object
) -> None:
    own, other = client_of(asked.world["secretariat"]), client_of(colleague)
    address = page(asked, "reply_enter", member="GH")
    assert 'name="replaces"' not in text(own.get(address))
    first = enter(asked, client_of)
    other.post(version_page(first, "reply_confirm"))
    assert 'name="replaces"' in text(own.get(address))
    assert own.post(address, paper(asked, "no", "no", replaces="on")).status_code == 302
    second = ReplyVersion.objects.latest("pk")
    assert "the source says that this reply replaces it" in text(other.get(version_page(second)))
    other.post(version_page(second, "reply_confirm"))
    assert Reply.objects.get().counted == second
    assert "It replaces earlier replies on paper, by e-mail or by telephone" in text(
        own.get(page(asked, "reply_versions", "GH"))
    )


def test_a_call_has_a_note_as_its_source(asked: Asked, client_of: ClientOf, colleague: object) -> None:
    note = "Mr. Mensah called.\nGhana says <b>yes</b> to item 1."
    version = enter(asked, client_of, content=b"", channel="phone", note=note)
    source = version.source
    assert source is not None
    assert (version.channel, source.media_type) == (Channel.PHONE.value, "text/plain")
    assert "Ghana says &lt;b&gt;yes&lt;/b&gt;" in text(client_of(colleague).get(version_page(version)))


def test_a_picture_is_shown_and_a_file_is_saved_and_never_guessed_at(
    asked: Asked, client_of: ClientOf, colleague: object
) -> None:
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    version = enter(asked, client_of, content=picture.getvalue(), name="letter.png")
    client = client_of(colleague)
    assert 'class="source-picture"' in text(client.get(version_page(version)))
    shown, saved = (client.get(version_page(version, "reply_source") + query) for query in ("?show=1", ""))
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    for response in (shown, saved):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        response.getvalue()
    kept = Upload.objects.get()
    kept.media_type = "text/html"
    kept.save()
    neither = client.get(version_page(version, "reply_source") + "?show=1")
    assert neither.headers["Content-Disposition"].startswith("attachment")
    neither.getvalue()
    kept.file.storage.delete(str(kept.file.name))
    assert client.get(version_page(version, "reply_source")).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words", "status"),
    [
        ({"content": b""}, "Attach the document or e-mail itself, or a note of the call", 409),
        ({"content": A_PROGRAM}, "letter.pdf", 422),
        ({"received": ""}, "Enter the date and time of receipt.", 422),
        ({"received": "yesterday"}, "This is not a date and time.", 422),
        ({"received": "2099-01-01T10:00"}, "The time of receipt is in the future", 409),
        ({"note": "As well"}, "a source is required", 422),
        ({"channel": "online"}, "online", 422),
        ({"signed_by": "x" * 301}, "At most 300 characters fit here", 422),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    wrong: dict[str, Any], words: str, status: int, asked: Asked, client_of: ClientOf
) -> None:
    client = client_of(asked.world["secretariat"])
    response = client.post(page(asked, "reply_enter", member="GH"), paper(asked, "yes", "no", **wrong))
    html = text(response)
    assert response.status_code == status, html
    assert words in html
    assert html.count("checked") == 3
    assert not ReplyVersion.objects.exists()
    assert ("The file must be chosen again" in html) == (wrong.get("content") != b"")


def test_a_condition_of_a_paper_that_is_too_long_stays(asked: Asked, client_of: ClientOf) -> None:
    Enquiry.objects.update(conditions=True)
    sent = paper(asked, "yes", condition_heading="form", condition_words=LONG)
    response = client_of(asked.world["secretariat"]).post(page(asked, "reply_enter", member="GH"), sent)
    assert response.status_code == 422
    assert LONG in text(response)
    add = client_of(asked.world["secretariat"]).post(page(asked, "reply_enter", member="GH"), {**sent, "act": "add"})
    assert 'id="condition-words-2"' in text(add)


def test_rule_22_a_paper_of_the_focal_point_takes_the_place_of_what_they_answered(
    asked: Asked, client_of: ClientOf, colleague: object
) -> None:
    client_of(asked.world["br"]).post(page(asked), said("no", asked=asked))
    client = client_of(asked.world["secretariat"])
    address = page(asked, "reply_enter", member="BR")
    assert "A reply has already been received from this Member" in text(client.get(address))
    client.post(address, paper(asked, "yes", person=str(asked.world["br"].person.pk)))
    client_of(colleague).post(version_page(ReplyVersion.objects.latest("pk"), "reply_confirm"))
    assert Reply.objects.get().status == "counted"
    client.post(address, paper(asked, "no"))
    client_of(colleague).post(version_page(ReplyVersion.objects.latest("pk"), "reply_confirm"))
    assert Reply.objects.get().status == "conflict"
    assert "In conflict" in text(client.get(reverse("replies_waiting", args=["test"])))


def test_what_waits_is_a_file_without_formulas(asked: Asked, client_of: ClientOf) -> None:
    asked.world["secretariat"].person.name = "=1+1"
    asked.world["secretariat"].person.save()
    enter(asked, client_of)
    client = client_of(asked.world["secretariat"])
    made = client.get(reverse("replies_waiting", args=["test"]), {"format": "csv"}).content.decode("utf-8-sig")
    assert "'=1+1" in made
    assert "DM-20/1005-GH-1" in made
    html = text(client.get(reverse("replies_waiting", args=["test"]), {"q": "nowhere"}))
    assert "No reply needing action contains these words" in html


def test_a_version_of_another_consultation_is_not_there(asked: Asked, client_of: ClientOf) -> None:
    version = enter(asked, client_of)
    other = asked.world.consultation
    other.pk, other.slug = None, "other"
    other.save()
    row = asked.world["secretariat"]
    row.pk, row.consultation = None, other
    row.save()
    client = client_of(row)
    for name in ("reply_desk", "reply_source"):
        assert client.get(reverse(name, args=["other", version.pk])).status_code == 404
    for name in ("reply_confirm", "reply_return"):
        assert client.post(reverse(name, args=["other", version.pk])).status_code == 404


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_number_of_queries_does_not_depend_on_what_waits(asked: Asked, client_of: ClientOf) -> None:
    enter(asked, client_of)
    client = client_of(asked.world["secretariat"])
    addresses = [reverse("replies_waiting", args=["test"]), page(asked, "reminders")]
    for address in addresses:  # the first page of a session writes down that it is in use
        queries(client, address)
    before = [queries(client, address) for address in addresses]
    for number in range(3):
        asked.enquiry = ask(asked.world, number=1020 + number)
        asked.questions = [asked.enquiry.questions.create(number=1, title={"en": "Item"})]
        enter(asked, client_of)
        answer = Answer({asked.questions[0].pk: "yes"})
        late = timezone.now() + 9 * DAY
        replies.submit(asked.enquiry, asked.performer("br"), late, member=asked.member("br"), answer=answer)
    assert [queries(client, address) for address in addresses] == before


def test_reminders_are_set_seen_and_sent_now(asked: Asked, client_of: ClientOf) -> None:
    client, address = client_of(asked.world["secretariat"]), page(asked, "reminders")
    html = text(client.get(address))
    assert 'value="7, 2, 1"' in html
    assert "no focal point" in html  # Ghana
    client.post(address, {"act": "days", "days": "٥، 1"})
    assert Enquiry.objects.get().reminder_days == [5, 1]
    for wrong in ("0", "61", "soon", "1.5", "12345678901234567890"):
        response = client.post(address, {"act": "days", "days": wrong})
        assert response.status_code == 422
        assert f'value="{wrong}"' in text(response)
        assert "from 1 to 60 days" in text(response)
    client.post(address, {"act": "remind"})
    assert Reminder.objects.count() == 3
    assert sorted(Delivery.objects.values_list("address", flat=True)) == ["br@example.org", "jp@example.org"]
    again = client.post(address, {"act": "remind"})
    assert again.status_code == 422
    assert "A reminder was sent less than 10 minutes ago" in text(again)
    assert "Sent by the secretariat" in text(client.get(address))
    assert client.post(address, {"act": "x"}).status_code == 400
    assert client.get(reverse("reminders", args=["test", 999_999])).status_code == 404
