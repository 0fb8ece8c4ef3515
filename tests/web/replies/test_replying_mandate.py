"""Who may reply for a Member, and what everybody else is told (rule 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence.models import (
    Draft,
    Letter,
    Reply,
    ReplyVersion,
)
from hemicycle.people.models import FocalPoint
from tests.support.guards import without_guards
from tests.web.replies.replying import DAY, asked, page, said, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.correspondence.conftest import Asked

    ClientOf = Callable[[object], Client]

__all__ = ["asked"]


@pytest.mark.parametrize("who", ["br2", "gh", "no", "sector", "secretariat", "chair", "technician"])
def test_without_the_mandate_it_is_refused_in_words(who: str, asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world[who])
    for response in (client.get(page(asked)), client.post(page(asked), said("yes", asked=asked))):
        assert response.status_code == 403
        assert "You cannot submit this reply" in text(response)
    # A delegate is told who answers for their Member, and nobody else's.
    assert ("<bdi>Ms. Br</bdi> acts for" in text(client.get(page(asked)))) == (who == "br2")
    refused = client.post(page(asked, "reply_draft"), said("yes", asked=asked))
    assert refused.status_code == 403
    assert "not this Member" in refused.json()["message"]
    assert not Draft.objects.exists()


def test_another_states_link_is_refused_in_words(asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world["br"])
    for response in (
        client.get(page(asked, member="JP")),
        client.post(page(asked, member="JP"), said("yes", asked=asked)),
    ):
        assert response.status_code == 403
        assert "You cannot submit this reply" in text(response)
    assert not ReplyVersion.objects.exists()


def test_a_mandate_that_ended_or_was_delegated_is_told(asked: Asked, client_of: ClientOf) -> None:
    now = timezone.now()
    row = FocalPoint.objects.get(person=asked.world["br"].person)
    deputy = asked.mandate("br2", start=now)
    deputy.delegated_by, deputy.end = row, now + DAY
    deputy.save()
    client = client_of(asked.world["br"])
    html = text(client.post(page(asked), said("yes", asked=asked)))
    assert "You have delegated your authority" in html
    assert "<bdi>Ms. Br2</bdi> acts for" in html
    row.end = now
    row.save()
    assert "Your mandate has ended" in text(client.get(page(asked)))
    assert not ReplyVersion.objects.exists()


def test_a_sector_member_is_not_asked(asked: Asked, client_of: ClientOf) -> None:
    asked.mandate("sector", start=timezone.now() - DAY)
    response = client_of(asked.world["sector"]).get(page(asked))
    assert response.status_code == 403
    assert "Your Member is not consulted" in text(response)


def test_what_is_not_sent_or_of_another_consultation_is_not_there(asked: Asked, client_of: ClientOf) -> None:
    client = client_of(asked.world["br"])
    with without_guards():
        Letter.objects.update(state="draft", sent_at=None)
    assert client.get(page(asked)).status_code == 404
    assert client.get(reverse("reply", args=["test", 999_999])).status_code == 404


def test_whoever_answers_for_several_chooses(asked: Asked, client_of: ClientOf) -> None:
    FocalPoint.objects.create(
        consultation=asked.world.consultation, member=asked.member("gh"), person=asked.world["br"].person,
        start=timezone.now() - DAY,
    )  # fmt: skip
    client = client_of(asked.world["br"])
    html = text(client.get(page(asked)))
    assert "?member=GH" in html
    assert client.post(page(asked, "reply_draft"), said("yes", asked=asked)).status_code == 409
    client.post(page(asked, member="GH"), said("yes", asked=asked))
    assert Reply.objects.get().member == asked.member("gh")
