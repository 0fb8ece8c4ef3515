"""A focal point replies: what is asked, how it is kept, submitted and changed, and what is refused."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence.actions import enquiries, replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import (
    Draft,
    Enquiry,
    Letter,
    LetterText,
    Option,
    Question,
    Reply,
    ReplyVersion,
)
from hemicycle.people.act import Performer
from hemicycle.people.models import Delivery, FocalPoint
from tests.correspondence.conftest import Asked
from tests.web.test_participants import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from tests.factories import World

    Browser = Callable[[object], Client]

DAY = timedelta(days=1)
LONG = "x" * 20_001


def ask(world: World, kind: str = "items", number: int = 1005, **more: Any) -> Enquiry:
    """A letter that was sent eight days ago, and asks the Council States until the day after tomorrow."""
    now = timezone.now()
    letter = Letter.objects.create(
        consultation=world.consultation, series="DM-20", number=number, dated=now.date(), state="sent",
        sent_at=now - 8 * DAY,
    )  # fmt: skip
    LetterText.objects.create(letter=letter, language="en", subject="Which items?", body="Please reply.")
    LetterText.objects.create(letter=letter, language="fr", subject="Quels points ?", body="Veuillez répondre.")
    fields = {"asked": ["council_state"], "deadline_day": (now + 2 * DAY).date(), **more}
    return Enquiry.objects.create(letter=letter, kind=kind, **fields)


@pytest.fixture
def asked(world: World) -> Asked:
    """Three items in two lists, and focal points of Brazil and Japan."""
    enquiry = ask(world)
    questions = [
        Question.objects.create(enquiry=enquiry, listing=listing, number=number, title={"en": f"Item about {title}"})
        for listing, number, title in (("urgent", 1, "dates"), ("deferred", 1, "posts"), ("deferred", 2, "budget"))
    ]
    made = Asked(world, enquiry, questions)
    for name in ("br", "jp"):
        made.mandate(name, start=timezone.now() - 9 * DAY)
    return made


def page(asked: Asked, name: str = "reply", *more: object, **query: str) -> str:
    return reverse(name, args=["test", asked.enquiry.pk, *more], query=query or None)


def said(*choices: str, asked: Asked, **more: object) -> dict[str, Any]:
    chosen = {f"q{question.pk}": choice for question, choice in zip(asked.questions, choices, strict=False)}
    return {"act": "submit", **chosen, **more}


def text(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def over(asked: Asked) -> None:
    """The deadline has passed."""
    Enquiry.objects.filter(pk=asked.enquiry.pk).update(deadline_day=(timezone.now() - 2 * DAY).date())


def test_the_page_says_what_is_asked_for_whom_and_until_when(asked: Asked, browser: Browser) -> None:
    html = text(browser(asked.world["br"]).get(page(asked)))
    assert "Which items?" in html
    assert "<bdi>Brazil</bdi>" in html
    assert html.index("Urgent") < html.index("Item about dates") < html.index("Proposed for the physical session")
    assert "0 of 3 answered" in html
    assert "(Geneva time, UTC+" in html
    assert 'data-shown-zone="Europe/Zurich"' in html
    assert "Nothing submitted yet" in html
    assert html.count("<h1") == 1


def test_it_is_in_the_readers_language(asked: Asked, browser: Browser) -> None:
    client = browser(asked.world["br"])
    client.cookies["django_language"] = "fr"
    assert "Quels points ?" in text(client.get(page(asked)))


def test_rule_13_submitting_gives_a_receipt_on_a_page_as_pdf_and_by_mail(
    asked: Asked, browser: Browser, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = browser(asked.world["br"])
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(page(asked), said("yes", "no", asked=asked))
    receipt = page(asked, "reply_receipt", "BR", 1)
    assert response.headers["Location"] == receipt
    html = text(client.get(receipt))
    assert "DM-20/1005-BR-1" in html
    assert "It came in time, and counts." in html
    assert "No answer" in html
    made = client.get(receipt, {"format": "pdf", "language": "en"})
    assert made.headers["Content-Disposition"] == 'attachment; filename="receipt-DM-20-1005-BR-1-en.pdf"'
    for words in ("Receipt DM-20/1005-BR-1", "Brazil", "Ms. Br", "Item about posts", "in time"):
        assert words in text_of(made.content)
    delivery = Delivery.objects.get()
    assert delivery.address == "br@example.org"
    assert "DM-20/1005-BR-1" in delivery.mailing.body["en"]


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_the_receipt_is_made_in_six_languages(language: str, asked: Asked, browser: Browser) -> None:
    client = browser(asked.world["br"])
    client.post(page(asked), said("yes", asked=asked))
    made = client.get(page(asked, "reply_receipt", "BR", 1), {"format": "pdf", "language": language})
    assert made.content.startswith(b"%PDF")
    assert made.headers["Content-Disposition"].endswith(f'-{language}.pdf"')


def test_rule_13_it_is_changed_and_every_version_is_kept_with_what_changed(asked: Asked, browser: Browser) -> None:
    Enquiry.objects.update(conditions=True)
    client = browser(asked.world["br"])
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
    assert "A later version has come since" in text(client.get(page(asked, "reply_receipt", "BR", 1)))


@pytest.mark.parametrize(
    ("kind", "choice", "says"),
    [("ballot", "abstain", "Abstain"), ("silence", "object", "Object"), ("silence", "no_objection", "No objection")],
)
def test_the_other_kinds(kind: str, choice: str, says: str, world: World, browser: Browser) -> None:
    enquiry = ask(world, kind)
    asked = Asked(world, enquiry, [Question.objects.create(enquiry=enquiry, number=1, title={"en": "The draft"})])
    asked.mandate("br", start=timezone.now() - DAY)
    client = browser(world["br"])
    html = text(client.get(page(asked)))
    assert says in html
    assert "No answer" not in html  # to the one question there is an answer, or no reply
    assert ("Silence is agreement" in html) == (kind == "silence")
    client.post(page(asked), said(choice, asked=asked))
    assert says in text(client.get(page(asked, "reply_receipt", "BR", 1)))


def test_an_option_of_the_letter_with_conditions(world: World, browser: Browser) -> None:
    enquiry = ask(world, "options", conditions=True)
    question = Question.objects.create(enquiry=enquiry, number=1, title={"en": "Which?"})
    Option.objects.create(question=question, key="a", position=1, label={"en": "A virtual session"})
    asked = Asked(world, enquiry, [question])
    asked.mandate("br", start=timezone.now() - DAY)
    client = browser(world["br"])
    conditions = {"condition_heading": ["form", "agenda", ""], "condition_words": ["One", "Two", " "]}
    client.post(page(asked), said("a", asked=asked, **conditions))
    assert [(one.heading, one.words) for one in ReplyVersion.objects.get().conditions.all()] == [
        ("form", "One"),
        ("agenda", "Two"),
    ]
    assert "A virtual session" in text(client.get(page(asked, "reply_receipt", "BR", 1)))


def test_a_draft_is_kept_by_button_and_by_itself_and_nobody_else_sees_it(asked: Asked, browser: Browser) -> None:
    client = browser(asked.world["br"])
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


def test_a_condition_is_added_without_a_script(asked: Asked, browser: Browser) -> None:
    Enquiry.objects.update(conditions=True)
    client = browser(asked.world["br"])
    response = client.post(page(asked), said("yes", asked=asked, act="add"))
    assert response.headers["Location"].endswith("#condition-1")
    html = text(client.get(page(asked)))
    assert 'id="condition-words-1"' in html
    assert 'value="yes" checked' in html


def test_a_condition_that_is_too_long_is_kept_and_told(asked: Asked, browser: Browser) -> None:
    Enquiry.objects.update(conditions=True)
    client = browser(asked.world["br"])
    sent = said("yes", asked=asked, condition_heading=["form", ""], condition_words=[LONG, "Under no heading"])
    response = client.post(page(asked), sent)
    html = text(response)
    assert response.status_code == 422
    assert "At most 20000 are taken" in html or "Choose under which heading" in html
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
        ({}, "Nothing was answered."),
        ({"q987654": "yes"}, "that this letter does not ask"),
        ({"condition_heading": "form", "condition_words": "Only if"}, "takes no conditions"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_lost(
    sent: dict[str, str], words: str, asked: Asked, browser: Browser
) -> None:
    base = said("yes", asked=asked) if "condition_words" in sent else {"act": "submit"}
    response = browser(asked.world["br"]).post(page(asked), base | sent)
    assert response.status_code == 422
    assert words in text(response)
    assert not ReplyVersion.objects.exists()


def test_an_unknown_act_is_none(asked: Asked, browser: Browser) -> None:
    assert browser(asked.world["br"]).post(page(asked), {"act": "destroy"}).status_code == 400


def test_an_item_that_was_withdrawn_meanwhile_is_taken_out_and_the_rest_stays(asked: Asked, browser: Browser) -> None:
    client = browser(asked.world["br"])
    withdrawn = asked.questions[0]
    Question.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    response = client.post(page(asked), said("yes", "no", asked=asked))
    html = text(response)
    assert response.status_code == 422
    assert "Number 1 was withdrawn meanwhile" in html
    assert f'name="q{withdrawn.pk}"' not in html
    assert 'value="no" checked' in html
    client.post(page(asked), said("", "no", asked=asked))
    assert ReplyVersion.objects.get().choices == {str(asked.questions[1].pk): "no"}


def test_rule_18_after_the_deadline_it_is_late_explained_and_taken(
    asked: Asked, browser: Browser, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    over(asked)
    client = browser(asked.world["br"])
    html = text(client.get(page(asked)))
    assert "The deadline has passed" in html
    assert "does not count unless the chair accepts it" in html
    assert "Submit a late reply" in html
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page(asked), said("yes", asked=asked))
    assert Reply.objects.get().status == "late"
    assert "recorded as late" in text(client.get(page(asked, "reply_receipt", "BR", 1)))
    assert Delivery.objects.get().mailing.template == "reply_late"


def test_rule_18_nothing_once_the_result_is_declared(asked: Asked, browser: Browser) -> None:
    Enquiry.objects.update(declared_at=timezone.now())
    client = browser(asked.world["br"])
    assert "The result is declared" in text(client.get(page(asked)))
    response = client.post(page(asked), said("yes", asked=asked))
    assert response.status_code == 409
    assert "The result was declared." in text(response)
    assert not ReplyVersion.objects.exists()


def test_rule_19_a_page_that_was_open_while_the_deadline_was_extended_is_in_time(
    asked: Asked, browser: Browser
) -> None:
    client = browser(asked.world["br"])
    client.get(page(asked))
    now = timezone.now()
    letter = Letter.objects.create(
        consultation=asked.world.consultation, series="DM-20", number=1006, dated=now.date(), state="sent", sent_at=now
    )
    later = (now + 9 * DAY).date()
    enquiries.extend(asked.enquiry, asked.performer("secretariat"), now, letter=letter, day=later)
    over(asked)  # the first one
    client.post(page(asked), said("yes", asked=asked))
    assert Reply.objects.get().status == "counted"


@pytest.mark.django_db(transaction=True)
def test_rule_19_an_extension_and_a_reply_at_once_never_leave_it_late(world: World) -> None:
    """Whichever has the lock first: the deadline that holds in the end judges both."""
    now = timezone.now().replace(microsecond=0)
    enquiry = ask(world)
    question = Question.objects.create(enquiry=enquiry, number=1, title={"en": "Item"})
    asked = Asked(world, enquiry, [question])
    asked.mandate("br", start=now - 9 * DAY)
    end = enquiry.deadline.moment
    letter = Letter.objects.create(
        consultation=world.consultation, series="DM-20", number=1007, dated=now.date(), state="sent", sent_at=now
    )
    failures: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)
        finally:
            connection.close()

    def reply() -> None:
        answer = Answer({question.pk: "yes"})
        replies.submit(enquiry, asked.performer("br"), end + DAY, member=asked.member("br"), answer=answer)

    def extend() -> None:
        later = (end + 3 * DAY).date()
        enquiries.extend(enquiry, asked.performer("secretariat"), end - DAY, letter=letter, day=later)

    threads = [threading.Thread(target=run, args=[act]) for act in (reply, extend)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert Reply.objects.get().status == "counted"


def test_rule_19_what_was_recorded_before_the_extension_had_its_turn_is_late_no_more(asked: Asked) -> None:
    end = asked.enquiry.deadline.moment
    answer = Answer({asked.questions[0].pk: "yes"})
    replies.submit(asked.enquiry, asked.performer("br"), end + DAY, member=asked.member("br"), answer=answer)
    assert Reply.objects.get().status == "late"
    letter = Letter.objects.create(
        consultation=asked.world.consultation, series="DM-20", number=1008, dated=end.date(), state="sent", sent_at=end
    )
    later = (end + 3 * DAY).date()
    enquiries.extend(asked.enquiry, asked.performer("secretariat"), end - DAY, letter=letter, day=later)
    assert Reply.objects.get().status == "counted"


def test_rule_22_two_people_who_differ_are_shown_beside_each_other_and_settled(asked: Asked, browser: Browser) -> None:
    first, second = browser(asked.world["br"]), browser(asked.world["br2"])
    first.post(page(asked), said("yes", "no", asked=asked))
    asked.mandate("br2", start=timezone.now())
    html = text(second.get(page(asked)))
    assert "has answered for your Member" in html
    second.post(page(asked), said("no", "no", asked=asked))
    assert Reply.objects.get().status == "conflict"
    assert "Two people have answered differently" in text(second.get(page(asked, "reply_receipt", "BR", 2)))
    html = text(second.get(page(asked)))
    told = html[html.index('id="conflict"') : html.index("</section>", html.index('id="conflict"'))]
    assert "Ms. Br<" in told
    assert "Ms. Br2" in told
    assert "Item about dates" in told
    assert "Item about posts" not in told  # to it they agree
    assert '<input type="hidden" name="settles" value="1">' in html
    second.post(page(asked), said("no", "no", asked=asked, settles="1"))
    reply = Reply.objects.get()
    assert (reply.status, reply.why["code"]) == ("counted", "settled")


def test_rule_22_who_follows_may_take_the_place_of_the_answer_before(asked: Asked, browser: Browser) -> None:
    browser(asked.world["br"]).post(page(asked), said("yes", asked=asked))
    asked.mandate("br2", start=timezone.now())
    browser(asked.world["br2"]).post(page(asked), said("no", asked=asked, settles="1"))
    assert Reply.objects.get().status == "counted"


def test_twice_from_two_people_who_agree_is_no_conflict(asked: Asked, browser: Browser) -> None:
    browser(asked.world["br"]).post(page(asked), said("yes", asked=asked))
    asked.mandate("br2", start=timezone.now())
    browser(asked.world["br2"]).post(page(asked), said("yes", asked=asked))
    assert Reply.objects.get().status == "counted"
    assert ReplyVersion.objects.count() == 2


@pytest.mark.parametrize("who", ["br2", "gh", "no", "sector", "secretariat", "chair", "technician"])
def test_without_the_mandate_it_is_refused_in_words(who: str, asked: Asked, browser: Browser) -> None:
    client = browser(asked.world[who])
    for response in (client.get(page(asked)), client.post(page(asked), said("yes", asked=asked))):
        assert response.status_code == 403
        assert "This reply is not yours to give" in text(response)
    # A delegate is told who answers for their Member, and nobody else's.
    assert ("<bdi>Ms. Br</bdi> answers for" in text(client.get(page(asked)))) == (who == "br2")
    refused = client.post(page(asked, "reply_draft"), said("yes", asked=asked))
    assert refused.status_code == 403
    assert "not this Member" in refused.json()["message"]
    assert not Draft.objects.exists()


def test_another_states_link_is_refused_in_words(asked: Asked, browser: Browser) -> None:
    client = browser(asked.world["br"])
    for response in (
        client.get(page(asked, member="JP")),
        client.post(page(asked, member="JP"), said("yes", asked=asked)),
    ):
        assert response.status_code == 403
        assert "not yours to give" in text(response)
    assert not ReplyVersion.objects.exists()


def test_a_mandate_that_ended_or_was_delegated_is_told(asked: Asked, browser: Browser) -> None:
    now = timezone.now()
    row = FocalPoint.objects.get(person=asked.world["br"].person)
    deputy = asked.mandate("br2", start=now)
    deputy.delegated_by, deputy.end = row, now + DAY
    deputy.save()
    client = browser(asked.world["br"])
    html = text(client.post(page(asked), said("yes", asked=asked)))
    assert "You have delegated your authority" in html
    assert "<bdi>Ms. Br2</bdi> answers for" in html
    row.end = now
    row.save()
    assert "Your mandate has ended" in text(client.get(page(asked)))
    assert not ReplyVersion.objects.exists()


def test_a_sector_member_is_not_asked(asked: Asked, browser: Browser) -> None:
    asked.mandate("sector", start=timezone.now() - DAY)
    response = browser(asked.world["sector"]).get(page(asked))
    assert response.status_code == 403
    assert "Your Member is not asked" in text(response)


def test_what_is_not_sent_or_of_another_consultation_is_not_there(asked: Asked, browser: Browser) -> None:
    client = browser(asked.world["br"])
    Letter.objects.update(state="draft", sent_at=None)
    assert client.get(page(asked)).status_code == 404
    assert client.get(reverse("reply", args=["test", 999_999])).status_code == 404


def test_whoever_answers_for_several_chooses(asked: Asked, browser: Browser) -> None:
    FocalPoint.objects.create(
        consultation=asked.world.consultation, member=asked.member("gh"), person=asked.world["br"].person,
        start=timezone.now() - DAY,
    )  # fmt: skip
    client = browser(asked.world["br"])
    html = text(client.get(page(asked)))
    assert "?member=GH" in html
    assert client.post(page(asked, "reply_draft"), said("yes", asked=asked)).status_code == 409
    client.post(page(asked, member="GH"), said("yes", asked=asked))
    assert Reply.objects.get().member == asked.member("gh")


def test_a_receipt_is_for_whom_it_concerns(asked: Asked, browser: Browser) -> None:
    browser(asked.world["br"]).post(page(asked), said("yes", asked=asked))
    receipt, versions = page(asked, "reply_receipt", "BR", 1), page(asked, "reply_versions", "BR")
    for who, sees in (("jp", 403), ("br2", 403), ("secretariat", 200), ("chair", 200), ("technician", 403)):
        client = browser(asked.world[who])
        assert [client.get(receipt).status_code, client.get(versions).status_code] == [sees, sees], who
    assert browser(asked.world["secretariat"]).get(page(asked, "reply_receipt", "BR", 9)).status_code == 404
    # Whoever gave it keeps the receipt when the mandate is over; the rest is their successor's.
    FocalPoint.objects.filter(person=asked.world["br"].person).update(end=timezone.now())
    client = browser(asked.world["br"])
    assert [client.get(receipt).status_code, client.get(versions).status_code] == [200, 403]


def test_home_says_what_is_asked_with_its_state(asked: Asked, browser: Browser) -> None:
    client = browser(asked.world["br"])
    assert "Not answered yet" in text(client.get("/"))
    client.post(page(asked), said("yes", asked=asked, act="save"))
    assert "Draft, not submitted" in text(client.get("/"))
    client.post(page(asked), said("yes", asked=asked))
    assert "Answered" in text(client.get("/"))
    assert "What is asked of you" not in text(browser(asked.world["br2"]).get("/"))
    asked.mandate("no", start=timezone.now() - DAY)
    assert "What is asked of you" not in text(browser(asked.world["no"]).get("/"))


def test_a_session_that_ended_is_led_back_to_the_form(asked: Asked) -> None:
    response = Client().post(page(asked), said("yes", asked=asked))
    assert response.headers["Location"].startswith(f"{reverse('account_login')}?next=")


def test_a_page_that_grew_too_old_is_told(asked: Asked) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(asked.world["br"].person, backend=settings.AUTHENTICATION_BACKENDS[0])
    for address in (page(asked), page(asked, "reply_draft")):
        response = client.post(address, said("yes", asked=asked))
        assert response.status_code == 403
        assert "too old to be sent" in text(response)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_number_of_queries_does_not_depend_on_items_versions_or_conditions(asked: Asked, browser: Browser) -> None:
    Enquiry.objects.update(conditions=True)
    client = browser(asked.world["br"])
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


def test_what_was_answered_by_the_deadlines_zone_is_said_in_it(asked: Asked, browser: Browser) -> None:
    Enquiry.objects.update(zone="Asia/Tokyo")
    assert "(Tokyo time, UTC+9)" in text(browser(asked.world["br"]).get(page(asked)))


def test_whoever_was_forgotten_gets_no_mail(
    asked: Asked, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person = asked.world["br"].person
    person.forgotten_at = timezone.now()
    person.save()
    answer = Answer({asked.questions[0].pk: "yes"})
    with django_capture_on_commit_callbacks(execute=True):
        replies.submit(asked.enquiry, Performer(person), timezone.now(), member=asked.member("br"), answer=answer)
    assert Reply.objects.exists()
    assert not Delivery.objects.exists()
