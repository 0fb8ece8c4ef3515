"""A receipt: on a page, as PDF and by mail, in six languages, with the hour and the seal that it has."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence import notices
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Condition, Enquiry, ReplyVersion
from hemicycle.journal import sealing
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.people.actions.members import MemberRecord, put
from hemicycle.people.models import FocalPoint, Member, Person
from tests.support.guards import without_guards
from tests.support.pdf import languages_of, text_of
from tests.web.replies.replying import asked, page, said, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from tests.correspondence.conftest import Asked

    ClientOf = Callable[[object], Client]

__all__ = ["asked"]


def test_rule_17_a_receipt_on_paper_has_the_readers_own_time_and_the_offset_of_its_moment(
    asked: Asked, client_of: ClientOf
) -> None:
    person = asked.world["br"].person
    Enquiry.objects.update(deadline_day=date(2020, 10, 25), deadline_time=time(2, 30))
    FocalPoint.objects.update(start=datetime(2020, 5, 1, tzinfo=UTC))
    Person.objects.filter(pk=person.pk).update(time_zone="America/Sao_Paulo")
    given = datetime(2020, 10, 25, 0, 15, 7, tzinfo=UTC)
    answer = Answer({question.pk: "yes" for question in asked.questions})
    brazil, enquiry = Member.objects.get(code="BR"), Enquiry.objects.get(pk=asked.enquiry.pk)
    replies.submit(enquiry, Performer(person), given, member=brazil, answer=answer)
    record = MemberRecord("BR", names={"en": ("New Brazil", "")}, names_since=date(2020, 10, 26))
    put(asked.world.consultation.pk, Performer(asked.world["secretariat"].person), given, record)
    made = client_of(asked.world["br"]).get(page(asked, "reply_receipt", "BR", 1), {"format": "pdf", "language": "en"})
    read = " ".join(text_of(made.content).split())
    assert "25 October 2020, 02:15:07 (Geneva time, UTC+2); your own time: 24 October 2020, 21:15:07 (Sao Paulo" in read
    assert "25 October 2020, 02:30 (Geneva time, UTC+1); your own time: 24 October 2020, 22:30 (Sao Paulo" in read
    assert "New Brazil" not in read


def test_a_receipt_has_the_last_seal_of_the_record_on_its_page_as_pdf_and_by_mail(
    asked: Asked, client_of: ClientOf, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = client_of(asked.world["br"])
    client.post(page(asked), said("yes", "no", asked=asked))
    receipt = page(asked, "reply_receipt", "BR", 1)
    assert "Seal of the record" not in text(client.get(receipt))  # nothing was sealed when it was given
    sealing.seal(timezone.now())
    head = sealing.head()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page(asked), said("no", "no", asked=asked))
    sealing.seal(timezone.now())
    notices.queue_waiting()
    receipt = page(asked, "reply_receipt", "BR", 2)
    assert head in text(client.get(receipt))
    made = text_of(client.get(receipt, {"format": "pdf", "language": "en"}).content)
    assert head in "".join(made.split())
    assert f"Seal of the record: {head}" in Delivery.objects.latest("pk").mailing.body["en"]


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_the_receipt_is_made_in_six_languages(language: str, asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world["br"])
    client.post(page(asked), said("yes", asked=asked))
    made = client.get(page(asked, "reply_receipt", "BR", 1), {"format": "pdf", "language": language})
    assert made.content.startswith(b"%PDF")
    assert made.headers["Content-Disposition"].endswith(f'-{language}.pdf"')


def test_a_receipt_is_for_whom_it_concerns(asked: Asked, client_of: ClientOf) -> None:
    client_of(asked.world["br"]).post(page(asked), said("yes", asked=asked))
    receipt, versions = page(asked, "reply_receipt", "BR", 1), page(asked, "reply_versions", "BR")
    for who, sees in (("jp", 403), ("br2", 403), ("secretariat", 200), ("chair", 200), ("technician", 403)):
        client = client_of(asked.world[who])
        assert [client.get(receipt).status_code, client.get(versions).status_code] == [sees, sees], who
    assert client_of(asked.world["secretariat"]).get(page(asked, "reply_receipt", "BR", 9)).status_code == 404
    # Whoever gave it keeps the receipt when the mandate is over; the rest is their successor's.
    FocalPoint.objects.filter(person=asked.world["br"].person).update(end=timezone.now())
    client = client_of(asked.world["br"])
    assert [client.get(receipt).status_code, client.get(versions).status_code] == [200, 403]


CONDITION = "La réunion ne devrait pas prendre de décision."


def _with_a_condition(asked: Asked, client: Client, language: str, words: str = CONDITION) -> None:
    """A Member's reply with a condition, written where the page is in a language."""
    Enquiry.objects.update(conditions=True)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.post(page(asked), said("yes", asked=asked, condition_heading="form", condition_words=words))


@pytest.mark.parametrize("who", ["br", "secretariat"])
def test_a_condition_says_on_a_page_in_which_language_it_was_written(
    who: str, asked: Asked, client_of: ClientOf
) -> None:
    _with_a_condition(asked, client_of(asked.world["br"]), "fr")
    written = f'<p class="said" dir="auto" lang="fr">{CONDITION}</p>'
    client = client_of(asked.world[who])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert written in text(client.get(page(asked, "reply_receipt", "BR", 1)))
    if who == "secretariat":
        version = ReplyVersion.objects.get()
        assert written in text(client.get(reverse("reply_desk", args=["test", version.pk])))
    # Of one whose language nobody kept, the letters alone tell it: Latin ones are those of three languages.
    with without_guards():
        Condition.objects.update(language="")
    assert f'<p class="said" dir="auto">{CONDITION}</p>' in text(client.get(page(asked, "reply_receipt", "BR", 1)))
    with without_guards():
        Condition.objects.update(words="会议应在线举行。")
    assert 'lang="zh">会议应在线举行。</p>' in text(client.get(page(asked, "reply_receipt", "BR", 1)))


def test_a_condition_says_on_paper_in_which_language_it_was_written(asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world["br"])
    _with_a_condition(asked, client, "fr")
    made = client.get(page(asked, "reply_receipt", "BR", 1), {"format": "pdf", "language": "zh"}).content
    assert CONDITION in " ".join(text_of(made).split())
    assert {"fr", "en"} <= languages_of(made)  # of the condition, and of the titles of the items
    with without_guards():
        Condition.objects.update(language="")
    made = client.get(page(asked, "reply_receipt", "BR", 1), {"format": "pdf", "language": "zh"}).content
    assert "fr" not in languages_of(made)
