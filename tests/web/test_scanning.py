"""What is sent is scanned before its act: nobody waits for a lock while the scanner looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Condition, Enquiry
from hemicycle.people.models import Upload
from hemicycle.people.scanning import Verdict
from tests.people.test_uploads import A_PDF
from tests.web.letters.test_letters import begin
from tests.web.replies.entering import paper
from tests.web.replies.replying import asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase
    from django.test import Client
    from pytest_django import Settings

    from tests.correspondence.conftest import Asked

__all__ = ["asked"]


def letter() -> SimpleUploadedFile:
    return SimpleUploadedFile("letter.pdf", A_PDF)


def of_a_reply(desk: Client, asked: Asked) -> HttpResponseBase:
    address = reverse("reply_enter", args=["test", asked.enquiry.pk])
    return desk.post(f"{address}?member=GH", paper(asked, "yes", "no"))


def of_a_condition(desk: Client, asked: Asked) -> HttpResponseBase:
    Enquiry.objects.filter(pk=asked.enquiry.pk).update(conditions=True)
    asked.enquiry.refresh_from_db()
    answer = Answer({question.pk: "yes" for question in asked.questions}, (("other", "In person"),))
    replies.submit(asked.enquiry, asked.performer("br"), timezone.now(), member=asked.member("br"), answer=answer)
    told = {"act": "mark", "condition": Condition.objects.get().pk, "state": "met", "words": "By letter"}
    return desk.post(reverse("enquiry_conditions", args=["test", asked.enquiry.pk]), {**told, "file": letter()})


def of_a_mandate(desk: Client, _asked: Asked) -> HttpResponseBase:
    named = {"email": "new@example.org", "name": "Ms. New", "language": "en", "instrument": letter()}
    return desk.post(reverse("delegation_act", args=["test", "GH", "name"]), named)


def of_an_annex(desk: Client, _asked: Asked) -> HttpResponseBase:
    draft = reverse("letter_desk", args=["test", begin(desk, number=1009).pk])
    annex = desk.post(draft, {"act": "annex_add", "kind": "file"}).headers["Location"]
    return desk.post(annex, {"en-title": "Report", "en-file": letter()})


def of_a_text(desk: Client, _asked: Asked) -> HttpResponseBase:
    draft = begin(desk, number=1010)
    return desk.post(reverse("letter_text", args=["test", draft.pk, "en"]), {"subject": "S", "docx": letter()})


def of_an_import(desk: Client, _asked: Asked) -> HttpResponseBase:
    rows = SimpleUploadedFile("people.csv", b"email,name,member\nnew@example.org,Ms. Ana Silva,BR\n")
    return desk.post(reverse("imports", args=["test"]), {"kind": "registrations", "file": rows})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("send", [of_a_reply, of_a_condition, of_a_mandate, of_an_annex, of_a_text, of_an_import])
def test_a_file_is_scanned_once_while_no_transaction_is_open_and_an_infected_one_is_not_kept(
    asked: Asked,
    client_of: Callable[[object], Client],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    send: Callable[[Client, Asked], HttpResponseBase],
) -> None:
    scanned: list[bool] = []

    def scan(_content: bytes) -> Verdict:
        scanned.append(connection.in_atomic_block)
        return Verdict.INFECTED

    settings.CLAMD = "scanner.example.org:3310"
    monkeypatch.setattr("hemicycle.people.uploads.scan", scan)
    desk = client_of(asked.world["secretariat"])
    refused = send(desk, asked)
    assert (refused.status_code, scanned, Upload.objects.exists()) == (422, [False], False)
