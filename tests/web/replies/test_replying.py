"""A focal point replies: what is asked, how it is kept, submitted and changed, and what is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence import notices
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import (
    Draft,
    Enquiry,
    Option,
    Question,
    Reply,
    ReplyVersion,
)
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.people.models import MemberName
from tests.correspondence.conftest import Asked
from tests.support.pdf import text_of
from tests.web.replies.replying import DAY, LONG, ask, asked, page, said, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import DjangoCaptureOnCommitCallbacks

    from tests.factories import World

    ClientOf = Callable[[object], Client]

__all__ = ["asked"]


def test_the_page_says_what_is_asked_for_whom_and_until_when(asked: Asked, client_of: ClientOf) -> None:
    html = text(client_of(asked.world["br"]).get(page(asked)))
    assert "Which items?" in html
    assert "<bdi>Brazil</bdi>" in html
    assert html.index("Urgent") < html.index("Item about dates") < html.index("Proposed for the physical session")
    assert "0 of 3 answered" in html
    assert "(Geneva time, UTC+" in html
    assert 'data-shown-zone="Europe/Zurich"' in html
    assert "Nothing submitted yet" in html
    assert html.count("<h1") == 1


def test_whoever_has_replied_is_told_that_they_change_their_reply(asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world["br"])
    assert "Submit the reply</button>" in text(client.get(page(asked)))
    client.post(page(asked), said("yes", "no", asked=asked))
    assert "Submit the changed reply</button>" in text(client.get(page(asked)))


def test_it_is_in_the_readers_language(asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world["br"])
    client.cookies["django_language"] = "fr"
    assert "Quels points ?" in text(client.get(page(asked)))


def test_rule_13_submitting_gives_a_receipt_on_a_page_as_pdf_and_by_mail(
    asked: Asked, client_of: ClientOf, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = client_of(asked.world["br"])
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(page(asked), said("yes", "no", asked=asked))
    receipt = page(asked, "reply_receipt", "BR", 1)
    assert response.headers["Location"] == receipt
    html = text(client.get(receipt))
    assert "DM-20/1005-BR-1" in html
    assert "Received in time: it counts." in html
    assert "No answer" in html
    made = client.get(receipt, {"format": "pdf", "language": "en"})
    assert made.headers["Content-Disposition"] == 'attachment; filename="receipt-DM-20-1005-BR-1-en.pdf"'
    for words in ("Receipt DM-20/1005-BR-1", "Brazil", "Ms. Br", "Item about posts", "in time"):
        assert words in text_of(made.content)
    notices.queue_waiting()
    delivery = Delivery.objects.get()
    assert delivery.address == "br@example.org"
    assert "DM-20/1005-BR-1" in delivery.mailing.body["en"]


def test_rule_13_it_is_changed_and_every_version_is_kept_with_what_changed(asked: Asked, client_of: ClientOf) -> None:
    Enquiry.objects.update(conditions=True)
    client = client_of(asked.world["br"])
    first = said("yes", "no", asked=asked, condition_heading="form", condition_words="In two parts")
    client.post(page(asked), first)
    assert 'value="yes" checked' in text(client.get(page(asked)))
    client.post(page(asked), {**first, "condition_words": "In three parts", f"q{asked.questions[1].pk}": "yes"})
    html = text(client.get(page(asked, "reply_versions", "BR")))
    assert html.index("DM-20/1005-BR-2") < html.index("DM-20/1005-BR-1")
    assert "<del>two</del><ins>three</ins>" in html
    assert html.count("Item about posts") == 1
    assert "Item about dates" not in html
    assert "replaced by a later one" in html
    assert "A later reply has replaced it." in text(client.get(page(asked, "reply_receipt", "BR", 1)))


@pytest.mark.parametrize(
    ("kind", "choice", "says"),
    [("ballot", "abstain", "Abstain"), ("silence", "object", "Object"), ("silence", "no_objection", "No objection")],
)
def test_the_other_kinds(kind: str, choice: str, says: str, world: World, client_of: ClientOf) -> None:
    enquiry = ask(world, kind)
    asked = Asked(world, enquiry, [Question.objects.create(enquiry=enquiry, number=1, title={"en": "The draft"})])
    asked.mandate("br", start=timezone.now() - DAY)
    client = client_of(world["br"])
    html = text(client.get(page(asked)))
    assert says in html
    assert "No answer" not in html  # to the one question there is an answer, or no reply
    assert ("Silence means no objection" in html) == (kind == "silence")
    client.post(page(asked), said(choice, asked=asked))
    assert says in text(client.get(page(asked, "reply_receipt", "BR", 1)))


def test_an_option_of_the_letter_with_conditions(world: World, client_of: ClientOf) -> None:
    enquiry = ask(world, "options", conditions=True)
    question = Question.objects.create(enquiry=enquiry, number=1, title={"en": "Which?"})
    Option.objects.create(question=question, key="a", position=1, label={"en": "A virtual session"})
    asked = Asked(world, enquiry, [question])
    asked.mandate("br", start=timezone.now() - DAY)
    client = client_of(world["br"])
    conditions = {"condition_heading": ["form", "agenda", ""], "condition_words": ["One", "Two", " "]}
    client.post(page(asked), said("a", asked=asked, **conditions))
    assert [(condition.heading, condition.words) for condition in ReplyVersion.objects.get().conditions.all()] == [
        ("form", "One"),
        ("agenda", "Two"),
    ]
    assert "A virtual session" in text(client.get(page(asked, "reply_receipt", "BR", 1)))


def test_a_draft_is_kept_by_button_and_by_itself_and_nobody_else_sees_it(asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world["br"])
    client.post(page(asked), said("yes", asked=asked, act="save"))
    assert not Reply.objects.exists()
    assert "A draft is saved" in text(client.get(page(asked)))
    kept = client.post(page(asked, "reply_draft"), said("no", "yes", asked=asked))
    draft = Draft.objects.get()
    assert kept.json()["base"] == f"0|{draft.saved_at.isoformat()}"
    assert kept.json()["left"]
    assert draft.content["choices"] == {
        str(question.pk): choice for question, choice in zip(asked.questions, ("no", "yes"), strict=False)
    }
    assert 'value="no" checked' in text(client.get(page(asked)))
    client.post(page(asked), {"act": "discard"})
    assert not Draft.objects.exists()


def test_an_empty_form_keeps_no_draft_and_says_so(asked: Asked, client_of: ClientOf) -> None:
    client, entries = client_of(asked.world["br"]), "All your entries are still here."
    refused = client.post(page(asked), {"act": "submit"})
    assert refused.status_code != 302
    assert entries not in text(refused)
    saved = text(client.post(page(asked), {"act": "save"}, follow=True))
    assert "Nothing is filled in yet, so no draft was saved." in saved
    assert not Draft.objects.exists()
    client.post(page(asked), said("yes", asked=asked, act="save"))
    # What is emptied again is a change, and it is kept.
    assert entries not in text(client.post(page(asked), {"act": "submit"}))
    assert Draft.objects.get().content["choices"] == {}


def test_a_condition_is_in_the_language_of_the_form_in_which_it_was_written(asked: Asked, client_of: ClientOf) -> None:
    Enquiry.objects.update(conditions=True)
    client = client_of(asked.world["br"])
    client.cookies["django_language"] = "fr"
    client.post(page(asked), said("yes", asked=asked, condition_heading="form", condition_words="Cinq jours"))
    assert ReplyVersion.objects.get().conditions.get().language == "fr"
    client.post(page(asked), said("yes", asked=asked, condition_heading="form", condition_words="Six jours"))
    client.cookies["django_language"] = "en"
    versions = text(client.get(page(asked, "reply_versions", "BR")))
    assert re.search(r'<p class="said" dir="auto"\s+lang="fr"\s*><del', versions)


def test_a_condition_is_added_without_a_script(asked: Asked, client_of: ClientOf) -> None:
    Enquiry.objects.update(conditions=True)
    client = client_of(asked.world["br"])
    response = client.post(page(asked), said("yes", asked=asked, act="add"))
    assert response.headers["Location"].endswith("#condition-1")
    html = text(client.get(page(asked)))
    assert 'id="condition-words-1"' in html
    assert 'value="yes" checked' in html


def test_a_condition_that_is_too_long_is_kept_and_told(asked: Asked, client_of: ClientOf) -> None:
    Enquiry.objects.update(conditions=True)
    client = client_of(asked.world["br"])
    sent = said("yes", asked=asked, condition_heading=["form", ""], condition_words=[LONG, "Under no heading"])
    response = client.post(page(asked), sent)
    html = text(response)
    assert response.status_code == 422
    assert "the maximum is 20000" in html or "Choose the heading of each condition" in html
    assert LONG in html
    assert "Under no heading" in html
    assert "20,001" in html or "20001" in html
    assert 'value="yes" checked' in html
    assert not ReplyVersion.objects.exists()
    assert Draft.objects.get().content["conditions"][0] == ["form", LONG]
    assert LONG in text(client.get(page(asked)))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Not submitted: answer at least one question."),
        ({"q987654": "yes"}, "that this letter does not ask"),
        (
            {"condition_heading": "form", "condition_words": "Only if"},
            "Replies to this letter may not include conditions",
        ),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_lost(
    sent: dict[str, str], words: str, asked: Asked, client_of: ClientOf
) -> None:
    base = said("yes", asked=asked) if "condition_words" in sent else {"act": "submit"}
    response = client_of(asked.world["br"]).post(page(asked), base | sent)
    assert response.status_code == 422
    assert words in text(response)
    assert not ReplyVersion.objects.exists()


def test_an_unknown_act_is_none(asked: Asked, client_of: ClientOf) -> None:
    assert client_of(asked.world["br"]).post(page(asked), {"act": "destroy"}).status_code == 400


def test_an_item_that_was_withdrawn_meanwhile_is_taken_out_and_the_rest_stays(
    asked: Asked, client_of: ClientOf
) -> None:
    client = client_of(asked.world["br"])
    withdrawn = asked.questions[0]
    Question.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    response = client.post(page(asked), said("yes", "no", asked=asked))
    html = text(response)
    assert response.status_code == 422
    assert "Number 1 was withdrawn in the meantime" in html
    assert f'name="q{withdrawn.pk}"' not in html
    assert 'value="no" checked' in html
    client.post(page(asked), said("", "no", asked=asked))
    assert ReplyVersion.objects.get().choices == {str(asked.questions[1].pk): "no"}


def test_home_says_what_is_asked_with_its_state(asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world["br"])
    assert "Not answered yet" in text(client.get("/"))
    client.post(page(asked), said("yes", asked=asked, act="save"))
    assert "Draft, not submitted" in text(client.get("/"))
    client.post(page(asked), said("yes", asked=asked))
    assert "Answered" in text(client.get("/"))
    assert "Your pending replies" not in text(client_of(asked.world["br2"]).get("/"))
    asked.mandate("no", start=timezone.now() - DAY)
    assert "Your pending replies" not in text(client_of(asked.world["no"]).get("/"))


def test_a_session_that_ended_is_led_back_to_the_form(asked: Asked) -> None:
    response = Client().post(page(asked), said("yes", asked=asked))
    assert response.headers["Location"].startswith(f"{reverse('account_login')}?next=")


def test_a_page_that_grew_too_old_is_told(asked: Asked) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(asked.world["br"].person, backend=settings.AUTHENTICATION_BACKENDS[0])
    for address in (page(asked), page(asked, "reply_draft")):
        response = client.post(address, said("yes", asked=asked))
        assert response.status_code == 403
        assert "The page has expired" in text(response)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_number_of_queries_does_not_depend_on_items_versions_or_conditions(
    asked: Asked, client_of: ClientOf
) -> None:
    Enquiry.objects.update(conditions=True)
    client = client_of(asked.world["br"])
    sent = said("yes", asked=asked, condition_heading="form", condition_words="One")
    client.post(page(asked), sent)
    addresses = [page(asked), page(asked, "reply_versions", "BR"), page(asked, "reply_receipt", "BR", 1), "/"]
    before = [queries(client, address) for address in addresses]
    for number in range(3, 70):
        Question.objects.create(enquiry=asked.enquiry, listing="deferred", number=number, title={"en": "More"})
    for number in range(5):
        client.post(page(asked), {**sent, "condition_heading": ["form"] * 4, "condition_words": [f"{number}"] * 4})
    more = ask(asked.world, number=1010)
    Question.objects.create(enquiry=more, number=1, title={"en": "Another"})
    assert [queries(client, address) for address in addresses] == before


def test_an_answer_that_is_submitted_asks_the_database_nothing_twice_and_nothing_that_only_a_page_shows(
    asked: Asked, client_of: ClientOf
) -> None:
    """Two hundred States that answer in the last minutes of a deadline share the cores."""
    client = client_of(asked.world["br"])
    client.get(page(asked))
    sent = said("yes", asked=asked, base="0|")
    # What stands here belongs to the session and to the act; a query more is two hundred more at a deadline.
    for most, versions in ((25, 1), (28, 2)):
        with CaptureQueriesContext(connection) as caught:
            assert client.post(page(asked), {**sent, "base": f"{versions - 1}|"}).status_code == 302
        statements = [query["sql"] for query in caught]
        assert len(set(statements)) == len(statements)
        assert len(statements) <= most
        assert not [sql for sql in statements if MemberName._meta.db_table in sql]
        assert ReplyVersion.objects.count() == versions


def test_whoever_may_not_submit_is_told_what_the_page_would_have_said(asked: Asked, client_of: ClientOf) -> None:
    """The act refuses it, and what they see is what opens when they come to read."""
    asked.mandate("sector", start=timezone.now() - DAY)
    for name in ("sector", "gh"):
        client = client_of(asked.world[name])
        opened, refused = client.get(page(asked)), client.post(page(asked), said("yes", asked=asked))
        assert (opened.status_code, refused.status_code) == (403, 403)
        shown, told = (text(one).partition("<main")[2] for one in (opened, refused))
        assert shown == told.replace(" data-refused", "", 1) != ""
    client = client_of(asked.world["br"])
    for key in (999_999, 10**30):
        address = reverse("reply", args=["test", key])
        assert client.post(address, said("yes", asked=asked)).status_code == 404
    assert (
        client.post(reverse("reply", args=["no-such", asked.enquiry.pk]), said("yes", asked=asked)).status_code == 404
    )
    assert not ReplyVersion.objects.exists()


def test_what_was_answered_by_the_deadlines_zone_is_said_in_it(asked: Asked, client_of: ClientOf) -> None:
    Enquiry.objects.update(zone="Asia/Tokyo")
    assert "(Tokyo time, UTC+9)" in text(client_of(asked.world["br"]).get(page(asked)))


def test_whoever_was_forgotten_gets_no_mail(
    asked: Asked, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person = asked.world["br"].person
    person.forgotten_at = timezone.now()
    person.save()
    answer = Answer({asked.questions[0].pk: "yes"})
    with django_capture_on_commit_callbacks(execute=True):
        replies.submit(asked.enquiry, Performer(person), timezone.now(), member=asked.member("br"), answer=answer)
    notices.queue_waiting()
    assert Reply.objects.exists()
    assert not Delivery.objects.exists()
