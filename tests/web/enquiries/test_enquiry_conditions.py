"""The page of conditions, and what their States see of them."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.actions.conditions import seen_of
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Cluster, Condition, Enquiry
from hemicycle.journal.record import Performer
from hemicycle.people.models import Registration
from tests.support.declaring import declare_at_once
from tests.support.enquiries import (
    DAY,
    ask_with_conditions,
    conditions_worded,
    page,
    send,
    text,
)
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]


@pytest.fixture
def enquiry(world: World) -> Enquiry:
    """A choice with conditions: Brazil has two, Japan one."""
    return ask_with_conditions(world)


def exported(client: Client, enquiry: Enquiry, **asked: str) -> list[dict[str, str]]:
    file = client.get(page("enquiry_conditions", enquiry, format="csv", **asked)).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(file)))


def test_conditions_are_sorted_into_clusters_by_form(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    assert send(client, enquiry, act="make", heading="duration", title_en="Short", title_fr="Bref")[0] == 302
    cluster = Cluster.objects.get()
    chosen = conditions_worded("At most five days", "Five days at most")
    assert send(client, enquiry, act="gather", condition=chosen, into=cluster.pk)[0] == 302
    html = text(client.get(page("enquiry_conditions", enquiry)))
    begins = html.index(f'data-cluster="{cluster.pk}"')
    inside = html[begins : html.index('data-cluster="0"', begins)]
    assert "2 Members" in inside
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    seen = seen_of(cluster.title)
    assert send(client, enquiry, act="rename", cluster=cluster.pk, title_en="Five days", seen=seen)[0] == 302
    assert Cluster.objects.get().title == {"en": "Five days"}
    assert [row["Cluster"] for row in exported(client, enquiry, heading="duration")] == ["Five days", "Five days"]
    assert send(client, enquiry, act="gather", condition=chosen[:1], into=0)[0] == 302
    assert cluster.conditions.count() == 1
    assert send(client, enquiry, act="dissolve", cluster=cluster.pk)[0] == 302
    assert not Condition.objects.exclude(cluster=None).exists()


def test_a_condition_is_in_the_language_in_which_it_was_written(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    written = Condition.objects.get(words="At most five days")
    with without_guards():
        Condition.objects.filter(pk=written.pk).update(language="fr")
    html = text(client_of(world["secretariat"]).get(page("enquiry_conditions", enquiry)))
    assert re.search(r'<p\s+dir="auto"\s+lang="fr"\s*>At most five days</p>', html)
    assert re.search(r'<p\s+dir="auto"\s*>Five days at most</p>', html), "not known"


def test_what_cannot_be_sorted_says_so_and_keeps_what_was_typed(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    send(client, enquiry, act="make", heading="other", title_en="Other items confirmed")
    cluster = Cluster.objects.get()
    (wrong,) = conditions_worded("At most five days")
    status, html = send(client, enquiry, act="gather", condition=wrong, into=cluster.pk)
    assert (status, "A Member placed one of these conditions under a heading other than" in html) == (422, True)
    assert re.search(rf'value="{wrong}" form="gather" checked', html)
    assert send(client, enquiry, act="gather", into=cluster.pk)[0] == 422
    status, html = send(client, enquiry, act="make", heading="form", title_en="x" * 301)
    assert (status, "x" * 301 in html) == (422, True)
    again: dict[str, Any] = {"act": "rename", "cluster": cluster.pk, "seen": seen_of(cluster.title)}
    status, html = send(client, enquiry, **again, title_en="", title_ru="y" * 301)
    assert (status, "y" * 301 in html) == (422, True)
    assert send(client, enquiry, act="dissolve", cluster=987654)[0] == 422
    assert send(client, enquiry, act="steal")[0] == 400
    assert send(client, enquiry, act="gather", condition=wrong, into="x")[0] == 400
    assert send(client, enquiry, act="mark", condition="x", state="met")[0] == 400
    assert Cluster.objects.get().title == {"en": "Other items confirmed"}


def seen_in(html: str, button: str) -> str:
    """The base that the form of a button carries."""
    form = html[: html.index(f'value="{button}"')].rpartition("<form")[2]
    (found,) = re.findall(r'name="seen"\s+value="([0-9a-f]*)"', form)
    return str(found)


def test_two_tabs_that_rename_a_cluster_lose_nothing(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    send(client, enquiry, act="make", heading="duration", title_en="Short")
    act: dict[str, Any] = {"act": "rename", "cluster": Cluster.objects.get().pk}
    opened = seen_in(text(client.get(page("enquiry_conditions", enquiry))), "rename")
    assert send(client, enquiry, **act, seen=opened, title_en="Five days", title_fr="Cinq")[0] == 302
    status, html = send(client, enquiry, **act, seen=opened, title_es="Cinco")
    assert (status, "Another user saved this text while you were editing it." in html) == (409, True)
    assert Cluster.objects.get().title == {"en": "Five days", "fr": "Cinq"}
    assert re.search(r'name="title_es"[^>]*value="Cinco"', html), "what was typed is kept"
    assert re.search(r'<dd lang="fr" dir="ltr">Cinq</dd>', html), "what was saved meanwhile is beside it"
    assert send(client, enquiry, **act, seen=seen_in(html, "rename"), title_es="Cinco")[0] == 302
    assert Cluster.objects.get().title == {"es": "Cinco"}


def test_two_tabs_that_write_a_lead_in_lose_nothing(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    act: dict[str, Any] = {"act": "lead_in", "heading": "duration"}
    opened = seen_in(text(client.get(page("enquiry_conditions", enquiry, heading="duration"))), "lead_in")
    assert opened == "", "there is none yet"
    assert send(client, enquiry, **act, seen=opened, title_en="The meeting should:")[0] == 302
    status, html = send(client, enquiry, **act, seen=opened, title_fr="La réunion devrait :")
    assert (status, "Another user saved this text while you were editing it." in html) == (409, True)
    assert enquiry.lead_ins.get().words == {"en": "The meeting should:"}
    assert re.search(r'name="title_fr"[^>]*value="La réunion devrait :"', html), "what was typed is kept"
    assert re.search(r'<dd lang="en" dir="ltr">The meeting should:</dd>', html), "what was saved is beside it"
    status, html = send(client, enquiry, **act, seen=opened)
    assert (status, '<details class="cluster-acts" open' in html) == (409, True), "nor is it deleted unseen"
    now = re.findall(r'name="seen"\s+value="([0-9a-f]{64})"', html)
    assert send(client, enquiry, **act, seen=now[0])[0] == 302
    assert not enquiry.lead_ins.exists()


def unsettled_leads_to_conditions(enquiry: Enquiry, chair: Client) -> bool:
    """Of a result that cannot be declared: whether its page leads to the conditions that wait."""
    deadline = enquiry.deadline_day
    Enquiry.objects.filter(pk=enquiry.pk).update(deadline_day=(timezone.now() - DAY / 2).date() - DAY)
    html = text(chair.get(page("enquiry_declare", enquiry)))
    Enquiry.objects.filter(pk=enquiry.pk).update(deadline_day=deadline)
    assert "1 reply awaits confirmation or settlement" in html
    return f"{reverse('enquiry_conditions', args=['test', enquiry.pk])}?show=all" in html


def test_a_condition_is_met_or_withdrawn_with_words(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    (key,) = conditions_worded("At most five days")
    status, html = send(client, enquiry, act="mark", condition=key, state="met", words="")
    assert (status, "Enter how the condition is met, or how the Member communicated its" in html) == (422, True)
    status, html = send(client, enquiry, act="mark", condition=key, state="met", words="z" * 1001)
    assert (status, "z" * 1001 in html) == (422, True)
    told: dict[str, Any] = {"act": "mark", "condition": key, "state": "withdrawn", "words": "Told by mail"}
    status, html = send(client, enquiry, **told)
    assert (status, "Attach the document or e-mail" in html, "Told by mail" in html) == (
        422,
        True,
        True,
    )
    assert send(client, enquiry, **told, file=SimpleUploadedFile("mail.txt", b"No longer needed."))[0] == 302
    html = text(client.get(page("enquiry_conditions", enquiry)))
    assert "A second person compares it" in html
    assert unsettled_leads_to_conditions(enquiry, client_of(world["chair"]))
    assert 'value="confirm"' not in html
    assert send(client, enquiry, act="confirm", condition=key)[0] == 409
    Registration.objects.filter(pk=world["technician"].pk).update(role="secretariat")
    colleague = client_of(world["technician"])
    assert 'value="confirm"' in text(colleague.get(page("enquiry_conditions", enquiry)))
    source = colleague.get(page("enquiry_conditions", enquiry, source=str(key)))
    assert b"".join(source.streaming_content) == b"No longer needed."  # type: ignore[attr-defined]
    assert colleague.get(page("enquiry_conditions", enquiry, source="987654")).status_code == 404
    assert send(colleague, enquiry, act="confirm", condition=key)[0] == 302
    assert send(colleague, enquiry, act="drop", condition=key)[0] == 409
    html = text(client.get(page("enquiry_conditions", enquiry)))
    assert "Told by mail" in html
    (row,) = exported(client, enquiry, state="withdrawn")
    assert (row["Status"], row["Outcome"]) == ("Withdrawn", "Told by mail")
    (other,) = exported(client, enquiry, heading="other")
    assert other["Condition"] == "'=2+2 <b>bold</b>"  # no formula


def test_who_sees_them_and_who_sorts_them(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    chair = client_of(world["chair"])
    html = text(chair.get(page("enquiry_conditions", enquiry)))
    assert "At most five days" in html
    assert 'name="act"' not in html
    assert send(chair, enquiry, act="make", heading="form", title_en="T")[0] == 403
    assert client_of(world["br"]).get(page("enquiry_conditions", enquiry)).status_code == 403
    Enquiry.objects.update(conditions=False)
    assert chair.get(page("enquiry_conditions", enquiry)).status_code == 404


def test_conditions_of_what_does_not_count_are_shown_when_asked_for(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    question = enquiry.questions.get()
    member = world["br"].member
    assert member
    performer = Performer(world["br"].person)
    replies.submit(enquiry, performer, timezone.now(), member=member, answer=Answer({question.pk: "a"}))
    client = client_of(world["secretariat"])
    assert [row["Member"] for row in exported(client, enquiry)] == ["Japan"]
    assert {row["Counts"] for row in exported(client, enquiry, show="all")} == {"yes", "no"}


def test_many_conditions_take_as_many_queries_as_few(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])

    def queries() -> int:
        client.get(page("enquiry_conditions", enquiry))
        with CaptureQueriesContext(connection) as captured:
            client.get(page("enquiry_conditions", enquiry))
        return len(captured)

    few = queries()
    version = Condition.objects.all()[0].version
    clusters = [Cluster.objects.create(enquiry=enquiry, heading="form", title={"en": f"C{n}"}) for n in range(9)]
    for number in range(10, 90):
        Condition.objects.create(
            version=version, number=number, heading="form", words=f"If {number}", cluster=clusters[number % 9]
        )
    assert queries() == few


def test_a_focal_point_sees_what_became_of_a_condition_and_withdraws_one_online(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    brazil, japan = client_of(world["br"]), client_of(world["jp"])
    receipt = reverse("reply_receipt", args=["test", enquiry.pk, "BR", 1])
    (key,) = conditions_worded("At most five days")
    html = text(brazil.get(receipt))
    assert f'<option value="{key}">At most five days</option>' in html
    address = reverse("reply", args=["test", enquiry.pk])
    assert japan.post(address, {"act": "withdraw", "condition": key}).status_code == 400
    assert (
        brazil.post(address, {"act": "withdraw", "condition": key, "words": "We agree"}).headers["Location"] == receipt
    )
    row = Condition.objects.get(pk=key)
    assert (row.state, row.state_words, row.state_by) == ("withdrawn", "We agree", world["br"].person)
    html = text(brazil.get(receipt))
    assert "Outcome of the conditions" in html
    assert "We agree" in html
    assert f'<option value="{key}">' not in html
    refused = brazil.post(address, {"act": "withdraw", "condition": key})
    assert refused.status_code == 409
    # The form of that page has the Member's answer: nobody submits an empty one instead.
    assert 'name="condition_words"' in text(refused).split("<template")[0]
    assert " checked" in text(refused)
    declare_at_once(enquiry, world["chair"].person)
    assert "Withdraw a condition" not in text(brazil.get(receipt))
    (other,) = conditions_worded("=2+2 <b>bold</b>")
    assert brazil.post(address, {"act": "withdraw", "condition": other}).status_code == 409
