"""The desk: what came late, and what whoever decides of it sees and says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence import notices
from hemicycle.correspondence.models import Reply, ReplyVersion
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Contact, FocalPoint
from tests.people.test_uploads import A_PDF
from tests.support.guards import without_guards
from tests.web.replies.entering import local, paper, version_page
from tests.web.replies.replying import DAY, asked, over, page, said, text

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


def test_rule_21_who_enters_after_the_deadline_is_told_that_the_chair_decides(
    asked: Asked, client_of: ClientOf
) -> None:
    address, own = page(asked, "reply_enter", member="GH"), client_of(asked.world["secretariat"])
    given = paper(asked, "yes", "no", received=local(asked, 4 * DAY))
    entered = text(own.post(address, given, follow=True))
    assert "It counts once a colleague has confirmed it." in entered
    assert "Nobody is informed: the Member has no focal point and no contact. Enter a contact" in entered
    Contact.objects.create(member=asked.member("gh"), name="Mission", email="mission@example.org")
    over(asked)
    late = text(own.post(address, {**given, "file": SimpleUploadedFile("letter.pdf", A_PDF)}, follow=True))
    assert "It is late: a colleague must confirm it, and it counts if the Chair accepts it." in late
    assert "It counts once" not in late
    assert "its contacts are informed" in late


def test_rule_18_the_chair_sees_what_counts_and_what_would_change_and_can_decline(
    asked: Asked, client_of: ClientOf
) -> None:
    br, chair = client_of(asked.world["br"]), client_of(asked.world["chair"])
    br.post(page(asked), said("yes", asked=asked))
    early = ReplyVersion.objects.get()
    with without_guards():
        ReplyVersion.objects.update(received_at=timezone.now() - 3 * DAY)
    over(asked)
    br.post(page(asked), said("no", asked=asked))
    late = ReplyVersion.objects.latest("pk")
    html = text(chair.get(version_page(late)))
    shown = html[html.index('id="accept"') :]
    assert f'<bdi dir="ltr">{early.receipt}</bdi> counts now.' in shown
    assert "<s>Yes</s>" in shown
    assert "<b>No</b>" in shown
    receipt = text(br.get(page(asked, "reply_receipt", "BR", 2)))
    assert f"The earlier reply {early.receipt} still counts." in receipt
    assert "Received in time: it counts." not in receipt
    refused = chair.post(version_page(late, "reply_decline"), {"words": ""})
    assert refused.status_code == 409
    assert "Enter the reason for not accepting the late reply" in text(refused)
    forms = {name: text(refused).split(f'id="{name}-words"')[1].split(">")[0] for name in ("accept", "decline")}
    assert ["aria-invalid" in forms[name] for name in ("accept", "decline")] == [False, True], "the form that was sent"
    assert chair.post(version_page(late, "reply_decline"), {"words": "No reason given"}).status_code == 302
    assert "was not accepted by the Chair: No reason given" in text(br.get(page(asked, "reply_receipt", "BR", 2)))
    assert "No replies need action." in text(chair.get(reverse("replies_waiting", args=["test"])))
    assert Reply.objects.get().counted == early


def test_rule_18_who_speaks_for_the_state_is_told_that_another_decides(asked: Asked, client_of: ClientOf) -> None:
    over(asked)
    client_of(asked.world["br"]).post(page(asked), said("yes", asked=asked))
    late, chair = ReplyVersion.objects.get(), client_of(asked.world["chair"])
    assert "Accept this reply" in text(chair.get(version_page(late)))
    asked.mandate("br2", start=timezone.now())
    FocalPoint.objects.filter(person=asked.world["br2"].person).update(person=asked.world["chair"].person)
    html = text(chair.get(version_page(late)))
    assert "You act for this Member" in html
    assert "Accept this reply" not in html
    refused = chair.post(version_page(late, "reply_accept"), {"words": "Force majeure"})
    assert refused.status_code == 403
    assert Reply.objects.get().status == "late"


def test_rule_18_the_chair_accepts_a_late_one_with_words(
    asked: Asked, client_of: ClientOf, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    over(asked)
    client_of(asked.world["br"]).post(page(asked), said("yes", asked=asked))
    version = ReplyVersion.objects.get()
    desk, chair = client_of(asked.world["secretariat"]), client_of(asked.world["chair"])
    assert "Only the Chair can accept it" in text(desk.get(version_page(version)))
    assert desk.post(version_page(version, "reply_accept"), {"words": "The post"}).status_code == 403
    assert "Accept although late" in text(chair.get(version_page(version)))
    refused = chair.post(version_page(version, "reply_accept"), {"words": ""})
    assert "Enter the reason for accepting the late reply" in text(refused)
    with django_capture_on_commit_callbacks(execute=True):
        chair.post(version_page(version, "reply_accept"), {"words": "The post was slow"})
    assert Reply.objects.get().status == "counted"
    notices.queue_waiting()
    assert Delivery.objects.latest("pk").mailing.template == "reply_accepted"
    assert "The post was slow" in text(chair.get(version_page(version)))
