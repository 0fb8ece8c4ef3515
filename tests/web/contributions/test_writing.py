"""A delegation writes and submits; bad input says what happened, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.contributions.content import Content
from hemicycle.contributions.models import Contribution, ContributionDraft, ContributionVersion
from tests.contributions.contributing import CONTENT, IN_TIME, Contributing
from tests.factories import START
from tests.support.enquiries import mandate
from tests.support.html import html_of
from tests.web.contributions.writing import LIST, begin, form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]


def test_a_delegate_writes_and_submits_and_has_a_receipt(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    address = begin(client)
    page = html_of(client.get(address))
    assert "Proposed way forward" in page
    answer = client.post(address, form(1))
    row = ContributionVersion.objects.get()
    assert answer.headers["Location"] == f"{LIST}{row.contribution_id}/receipt/1/"
    receipt = html_of(client.get(answer.headers["Location"]))
    assert "test/1-BR-1" in receipt
    assert row.pages == 1
    paper = client.get(f"{answer.headers['Location']}?format=pdf&language=ar")
    assert paper.content.startswith(b"%PDF")
    listed = html_of(client.get(LIST))
    assert "On the budget" in listed
    assert client.get(f"{LIST}?format=csv").status_code == 200


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_it_is_taken_as_pdf_and_as_word(
    contributing: Contributing, world: World, client_of: ClientOf, kind: str
) -> None:
    row = contributing.submit("br", members=("JP",))
    answer = client_of(world["br"]).get(f"{LIST}{row.contribution_id}/paper/?format={kind}&language=en")
    assert answer.status_code == 200
    assert answer.content[:2] in {b"%P", b"PK"}


def test_a_draft_is_kept_by_itself_and_tells_of_a_colleague(world: World, client_of: ClientOf) -> None:
    client, colleague = client_of(world["br"]), client_of(world["br2"])
    address = begin(client)
    kept = client.post(f"{address}save/", form(1, act="save", title="Mine"))
    assert (kept.status_code, kept.json()["base"]) == (200, "2")
    told = colleague.post(f"{address}save/", form(1, act="save", title="Theirs"))
    assert told.status_code == 409
    assert told.json()["base"] == "2"
    assert "Ms. Br" in told.json()["html"]
    assert ["title", "Mine"] in told.json()["fields"]
    page = html_of(colleague.post(address, form(1, act="save", title="Theirs")))
    assert "Theirs" in page
    assert "Mine" in page
    assert Content.of_draft(ContributionDraft.objects.get().content).title == "Mine"
    assert colleague.post(address, form(2, act="save", title="Theirs")).status_code == 302


def test_its_length_is_counted_as_it_prints(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    address = begin(client)
    short = client.post(f"{address}length/", form(1)).json()
    assert (short["pages"], short["longer"], short["words"]) == (1, False, "1 page")
    long = client.post(f"{address}length/", form(1, part_comments="A line.\n\n" * 150)).json()
    assert long["longer"]
    assert "at most 2 are recommended" in long["words"]
    paper = client.get(f"{address}paper/")
    assert paper.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "attachment" not in paper.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"item": ""}, "Choose the item"),
        ({"item": "urgent:99"}, "Choose the item"),
        ({"item": "nonsense"}, "Choose the item"),
        ({"title": " "}, "Enter the title"),
        ({"part_proposal": ""}, "A part that every contribution needs is empty"),
        ({"part_comments": "C" * 20_001}, "characters. Shorten it."),
        ({"language": "qqq"}, "This is not a language"),
        ({"members": ["ZZ"]}, "no Member of this consultation"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    world: World, client_of: ClientOf, given: dict[str, Any], said: str
) -> None:
    client = client_of(world["br"])
    address = begin(client)
    page = html_of(client.post(address, form(1, **given)))
    assert said in page
    assert "The figures are welcome." in page or "part_comments" in given
    assert not Contribution.objects.exists()
    kept = Content.of_draft(ContributionDraft.objects.get().content)
    assert kept.title == given.get("title", "On the budget")


def test_what_is_wrong_is_said_in_the_readers_language(world: World, client_of: ClientOf) -> None:
    item = world.items[0]
    item.withdrawn_at = START
    item.save()
    client = client_of(world["br"])
    address = begin(client)
    page = html_of(client.post(address, form(1)))
    assert "This item was withdrawn" in page


def test_a_late_one_is_taken_and_marked(contributing: Contributing, world: World, client_of: ClientOf) -> None:
    contributing.deadline()
    client = client_of(world["br"])
    address = begin(client)
    assert "recorded as late" in html_of(client.get(address))
    receipt = html_of(client.post(address, form(1), follow=True))
    assert "late" in receipt
    assert "Late, awaiting the Chair" in html_of(client.get(LIST))


@pytest.mark.parametrize("name", ["chair", "secretariat", "technician", "french"])
def test_who_contributes_for_no_member_is_told(world: World, client_of: ClientOf, name: str) -> None:
    client = client_of(world[name])
    for answer in (client.get(LIST), client.post(LIST, {"act": "begin"})):
        assert answer.status_code == 403
        assert "Contributions are not open to you" in html_of(answer)
    assert not ContributionDraft.objects.exists()


def test_a_class_without_the_right_is_told_and_its_focal_point_too(world: World, client_of: ClientOf) -> None:
    mandate(world["gh"], START)
    settings = world.consultation.settings
    settings["classes"] = [
        {**one, "rights": [right for right in one["rights"] if right != "contribute"]} for one in settings["classes"]
    ]
    world.consultation.save()
    for name in ("br", "gh"):
        answer = client_of(world[name]).get(LIST)
        assert answer.status_code == 403
        assert "in classes with the right to submit them" in html_of(answer)


def test_nothing_is_begun_for_another_member(world: World, client_of: ClientOf) -> None:
    answer = client_of(world["br"]).post(LIST, {"act": "begin", "member": "JP"})
    assert answer.status_code == 422
    assert "Nothing was begun" in html_of(answer)
    assert not ContributionDraft.objects.exists()


def test_what_is_sent_once_the_consultation_is_closed_is_refused_and_its_draft_stays(
    world: World, client_of: ClientOf
) -> None:
    client = client_of(world["br"])
    address = begin(client)
    client.post(f"{address}save/", form(1, act="save"))
    world.consultation.closed_at = START
    world.consultation.save()
    answer = client.post(address, form(2, title="Too late"))
    assert answer.status_code == 409
    page = html_of(answer)
    assert "closed" in page
    assert "Too late" in page
    assert Content.of_draft(ContributionDraft.objects.get().content).title == "On the budget"
    assert not Contribution.objects.exists()


def test_nobody_opens_what_is_another_delegations(
    contributing: Contributing, world: World, client_of: ClientOf
) -> None:
    row = contributing.submit("br")
    address = begin(client_of(world["br"]))
    client = client_of(world["jp"])
    assert client.get(address).status_code == 403
    assert client.post(f"{address}save/", form(1)).status_code == 403
    for page in ("", "paper/", "receipt/1/", "file/1/"):
        assert client.get(f"{LIST}{row.contribution_id}/{page}").status_code == 403
    assert client_of(world["secretariat"]).get(f"{LIST}{row.contribution_id}/").status_code == 200


def test_a_name_is_confirmed_and_withdrawn_on_the_page(
    contributing: Contributing, world: World, client_of: ClientOf
) -> None:
    row = contributing.submit("br", members=("JP",), at=IN_TIME)
    client, here = client_of(world["jp"]), f"{LIST}{row.contribution_id}/"
    assert "Your confirmation is requested" in html_of(client.get(LIST))
    assert client.post(here, {"act": "confirm", "member": "JP"}).status_code == 302
    page = html_of(client.get(here))
    assert "Not confirmed yet" not in page
    assert client.post(here, {"act": "confirm", "member": "JP"}).status_code == 409
    assert client.post(here, {"act": "withdraw", "member": "BR"}).status_code == 400
    assert 'value="withdraw"' not in page
    assert "the name can be confirmed again" in html_of(client.get(f"{here}?withdraw=JP"))
    assert 'value="withdraw"' not in html_of(client.get(f"{here}?withdraw=BR"))
    assert client.post(here, {"act": "withdraw", "member": "JP"}).status_code == 302
    first = html_of(client_of(world["br"]).get(f"{here}?withdraw=BR"))
    assert "the contribution is withdrawn with this name" in first
    assert "Withdrawn" in html_of(client.get(here))


def test_the_first_revises_and_who_comes_second_is_told(
    contributing: Contributing, world: World, client_of: ClientOf
) -> None:
    row = contributing.submit("br")
    client, here = client_of(world["br"]), f"{LIST}{row.contribution_id}/"
    address = client.post(here, {"act": "revise"}).headers["Location"]
    assert client.post(here, {"act": "revise"}).headers["Location"] == address
    assert CONTENT.title in html_of(client.get(address))
    assert client.post(address, form(1, title="Revised")).status_code == 302
    assert contributing.seen(row).latest.title == "Revised"
    assert client.post(address, form(1, title="Again")).status_code == 404
