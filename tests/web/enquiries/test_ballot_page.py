"""The page of a decision by correspondence: turnout while votes are sealed, then the result and how it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence.actions import enquiries
from hemicycle.correspondence.models import Enquiry, ReplyVersion, VotingProcedure
from hemicycle.ending.models import Export
from hemicycle.journal.record import Performer
from hemicycle.people.models import VoteSuspension
from hemicycle.rules.ballots import Basis, Broken, Missed, Mode, Quorum, Unit
from hemicycle.verification.report import Trusted, of_file
from tests.support.balloting import DAY, close, put_to_vote, vote
from tests.support.enquiries import page, rows
from tests.support.guards import without_guards
from tests.support.html import html_of
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from hemicycle.people.models import Registration
    from tests.factories import World

    ClientOf = Callable[[Registration], Client]

SEALED = "The votes are sealed until the deadline."


def shown(client: Client, enquiry: Enquiry, name: str = "ballot", **asked: str) -> str:
    return html_of(client.get(page(name, enquiry, **asked)))


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def test_while_votes_are_sealed_the_page_shows_who_voted_and_not_what(world: World, desk: Client) -> None:
    enquiry = put_to_vote(world)
    vote(world, enquiry, "br", "approve")
    found = shown(desk, enquiry)
    assert SEALED in found
    assert "Voted" in found
    assert "Has not voted" in found
    assert "vote-strip" not in found
    assert "Simple majority" not in found
    assert "a simple majority of the Members entitled to vote" in found
    exported = rows(desk.get(page("ballot", enquiry, format="csv")))
    assert {row[-2] for row in exported[1:]} == {"Voted", "Has not voted"}
    assert desk.get(page("ballot", enquiry, format="pdf")).headers["Content-Type"].startswith("text/html")
    assert "vote-strip" in shown(desk, close(enquiry))


@pytest.mark.parametrize("name", ["enquiry_desk", "enquiry_matrix", "enquiry_items", "enquiry_summary", "ballot"])
@pytest.mark.parametrize("who", ["secretariat", "chair"])
def test_rule_37_no_page_of_the_desk_tells_a_vote_before_the_close(
    world: World, client_of: ClientOf, name: str, who: str
) -> None:
    enquiry = put_to_vote(world, None, "The dates", "The place")
    version = vote(world, enquiry, "br", "approve", "reject")
    looker = client_of(world[who])
    approving = shown(looker, enquiry, name)
    with without_guards():
        choices = {key: {"approve": "reject", "reject": "approve"}[said] for key, said in version.choices.items()}
        ReplyVersion.objects.filter(pk=version.pk).update(choices=choices)
    rejecting = shown(looker, enquiry, name)
    for word in ("csrfmiddlewaretoken", "data-left"):
        approving, rejecting = without(approving, word), without(rejecting, word)
    assert approving == rejecting, "what is shown is the same whatever was voted"
    if name in {"enquiry_desk", "ballot"}:
        over = without(shown(looker, close(enquiry), name), "csrfmiddlewaretoken")
        assert over != rejecting, "and is seen after the close"


def without(text: str, word: str) -> str:
    """The page without the elements that differ by chance: tokens, marks and clocks."""
    pieces = text.replace("<", "\n<").splitlines()
    assert len(pieces) > 100, "it is a page"
    return "\n".join(piece for piece in pieces if word not in piece)


@pytest.mark.parametrize(
    "name", ["to_do", "enquiries", "ballots", "replies_waiting", "letters_desk", "members_desk", "desk_search"]
)
def test_rule_37_no_list_and_no_search_tells_a_vote_before_the_close(world: World, desk: Client, name: str) -> None:
    version = vote(world, put_to_vote(world), "br", "approve")
    address, asked = reverse(name, args=["test"]), {"q": "approve"}
    approving = without(html_of(desk.get(address, asked)), "csrfmiddlewaretoken")
    with without_guards():
        ReplyVersion.objects.filter(pk=version.pk).update(choices=dict.fromkeys(version.choices, "reject"))
    assert without(html_of(desk.get(address, asked)), "csrfmiddlewaretoken") == approving


@pytest.mark.parametrize("name", ["enquiry_desk", "enquiry_matrix", "enquiry_items", "ballot"])
def test_rule_37_no_export_tells_a_vote_before_the_close(world: World, desk: Client, name: str) -> None:
    enquiry = put_to_vote(world, None, "The dates", "The place")
    vote(world, enquiry, "br", "approve", "reject")
    cells = [cell for row in rows(desk.get(page(name, enquiry, format="csv")))[1:] for cell in row]
    assert not {"Approve", "Reject", "A", "R", "For", "Against"} & set(cells)
    if name == "enquiry_items":
        assert not any("Brazil" in cell for cell in cells)


def test_rule_37_the_live_part_of_the_desk_tells_that_somebody_voted_and_not_what(world: World, desk: Client) -> None:
    enquiry = put_to_vote(world)
    vote(world, enquiry, "br", "approve")
    part = shown(desk, enquiry, "enquiry_desk", live="1")
    assert "1 of" in part
    assert "Approve" not in part


def test_rule_37_the_reply_of_another_is_sealed_on_every_page_of_it(
    world: World, desk: Client, client_of: ClientOf
) -> None:
    enquiry = put_to_vote(world)
    version = vote(world, enquiry, "br", "approve")
    versions = reverse("reply_versions", args=["test", enquiry.pk, "BR"])
    receipt = reverse("reply_receipt", args=["test", enquiry.pk, "BR", version.number])
    at_desk = reverse("reply_desk", args=["test", version.pk])
    vote(world, enquiry, "br", "reject", at=timezone.now())
    for address in (versions, receipt, at_desk):
        found = html_of(desk.get(address))
        assert "<b>Approve</b>" not in found
        assert "<ins>" not in found
        assert "sealed until the deadline" in found
    pdf = desk.get(receipt, {"format": "pdf", "language": "en"})
    assert "Approve" not in text_of(pdf.content)
    own = client_of(world["br"])
    assert "<b>Approve</b>" in html_of(own.get(receipt))


def test_an_export_of_the_consultation_waits_for_the_close(world: World, desk: Client) -> None:
    enquiry = put_to_vote(world)
    vote(world, enquiry, "br", "approve")
    address = reverse("end", args=["test"])
    answer = desk.post(address, {"act": "export"})
    assert (answer.status_code, Export.objects.count()) == (409, 0)
    assert SEALED in html_of(answer)


def test_the_result_explains_itself(world: World, desk: Client) -> None:
    japan = world["jp"].member
    assert japan
    VoteSuspension.objects.create(member=japan, start=(timezone.now() - 30 * DAY).date(), reason="Arrears")
    enquiry = put_to_vote(world)
    suspend(enquiry, "JP")
    vote(world, enquiry, "br", "approve")
    found = shown(desk, close(enquiry))
    entitled = enquiry.letter.addressees.filter(may_vote=True).count()
    for words in (
        f"1 of {entitled} entitled approves.",
        "a simple majority of the Members entitled to vote",
        "Abstention and silence are not approval.",
        "The right to vote of 1 Member is suspended; it is not counted.",
        "Arrears",
        "This result is not declared yet.",
        "Right to vote suspended",
    ):
        assert words in found, words
    assert found.count("<i") >= entitled
    assert "Declare the result" not in found, "that is the Chair’s"


def suspend(enquiry: Enquiry, code: str) -> None:
    """As it is written down when a letter is sent."""
    with without_guards():
        enquiry.letter.addressees.filter(member__code=code).update(suspended=True, suspended_why="Arrears")


def test_the_chair_declares_and_everybody_is_told_the_outcome(world: World, client_of: ClientOf) -> None:
    enquiry = put_to_vote(world, Mode(Basis.CAST))
    enquiry.letter.texts.create(language="en", subject="The dates", body="Please vote.")
    vote(world, enquiry, "br", "approve")
    chair = client_of(world["chair"])
    assert "Declare the result" in shown(chair, close(enquiry))
    assert "<b>Approved</b>" in shown(chair, enquiry, "enquiry_declare")
    declared = chair.post(page("enquiry_declare", enquiry))
    assert declared.headers["Location"] == reverse("ballot", args=["test", enquiry.pk])
    found = shown(chair, enquiry)
    assert "Approved" in found
    assert "This result is not declared yet." not in found
    letter = html_of(client_of(world["br"]).get(reverse("letter", args=["test", enquiry.letter.symbol])))
    assert "Approved: 1 of" in letter
    listed = html_of(chair.get(reverse("ballots", args=["test"])))
    assert reverse("ballot", args=["test", enquiry.pk]) in listed


def test_rule_37_anybody_recomputes_the_result_from_its_record(
    world: World, client_of: ClientOf, tmp_path: Path
) -> None:
    enquiry = put_to_vote(world)
    vote(world, enquiry, "br", "approve")
    enquiry, secretariat = close(enquiry), client_of(world["secretariat"])
    assert "hemicycle verify" not in shown(secretariat, enquiry), "nothing is declared yet"
    enquiries.declare(enquiry, Performer(world["chair"].person), timezone.now())
    found, address = shown(secretariat, enquiry), reverse("enquiry_record", args=["test", enquiry.pk])
    file = tmp_path / "test-DM-20-1011.zip"
    assert f"hemicycle verify {file.name}" in found
    assert f'action="{address}"' in found
    file.write_bytes(secretariat.post(address).content)
    assert of_file(file, Trusted(), lambda _what: None).first == ""
    assert "hemicycle verify" not in shown(client_of(world["chair"]), enquiry), "who may not export"


def test_the_result_on_paper_says_the_same(world: World, desk: Client) -> None:
    enquiry = put_to_vote(world)
    vote(world, enquiry, "br", "reject")
    answer = desk.get(page("ballot", close(enquiry), format="pdf", language="en"))
    assert answer.headers["Content-Type"] == "application/pdf"
    found = text_of(answer.content)
    for words in ("Not approved", "Abstention and silence are not approval.", "Brazil", "Against"):
        assert words in found


def test_each_mode_says_what_follows(world: World, desk: Client) -> None:
    quorum = Mode(Basis.CAST, quorum=Quorum(Unit.PERCENT, 80), missed=Missed.EXTENSION)
    enquiry = put_to_vote(world, quorum)
    running = shown(desk, enquiry)
    assert "Quorum: replies from 80% of the Members entitled to vote." in running
    assert "It is not reached yet." in running
    assert "Extend the deadline by a letter" in running
    over = shown(desk, close(enquiry))
    assert "Quorum not reached" in over
    assert "Extend the deadline by a letter" not in over
    silence = put_to_vote(world, Mode(silence=True, broken=Broken.AGAIN), number=1012)
    vote(world, silence, "br", "object")
    found = shown(desk, silence)
    assert "Silence broken" in found
    assert "a revised text is put to another silence procedure" in found
    enquiries.declare(silence, Performer(world["chair"].person), timezone.now())
    assert "The conclusion can be put to another decision by correspondence" in shown(desk, silence)


def test_what_only_asks_or_was_sent_before_modes_were_kept_has_no_such_page(world: World, desk: Client) -> None:
    enquiry = put_to_vote(world)
    assert desk.get(page("ballot", enquiry)).status_code == 200
    assert VotingProcedure.objects.filter(enquiry=enquiry).exists()
    Enquiry.objects.filter(pk=enquiry.pk).update(kind=Enquiry.Kind.ITEMS)
    assert desk.get(page("ballot", enquiry)).status_code == 404


def test_who_may_not_see_replies_sees_no_result(world: World, client_of: ClientOf) -> None:
    enquiry = put_to_vote(world)
    for who in ("br", "technician"):
        assert client_of(world[who]).get(page("ballot", enquiry)).status_code == 403


def test_the_voter_reads_the_text_that_is_put(world: World, client_of: ClientOf) -> None:
    enquiry = put_to_vote(world)
    found = html_of(client_of(world["br"]).get(reverse("reply", args=["test", enquiry.pk])))
    assert "The dates are fixed." in found
    assert "At once." in found
