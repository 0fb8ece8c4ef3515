"""A letter goes to the further addresses of its Members too: as a copy for information, which lets nobody act."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from hemicycle.correspondence import letter_queries, told
from hemicycle.correspondence.actions import correcting, issuing, papers, sending
from hemicycle.correspondence.actions.acknowledging import acknowledge_by_link
from hemicycle.correspondence.actions.correcting import Correction
from hemicycle.correspondence.actions.sending import Sending
from hemicycle.correspondence.models import Acknowledgement, LetterText
from hemicycle.correspondence.told import Told
from hemicycle.journal.models import Entry
from hemicycle.mail import mailings
from hemicycle.mail.audience import Selection, To, recipients
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.delegations import delegations
from hemicycle.people.models import Contact, Invitation, Member
from hemicycle.people.readiness import members_ready
from hemicycle.rules.versions import Change
from tests.correspondence.conftest import NOW
from tests.correspondence.test_language_versions import LATER, add, full, issue, stood_in
from tests.correspondence.test_letter_sending import extension
from tests.correspondence.test_letters import code, member, reached, secretariat, send, written
from tests.factories import a_body

if TYPE_CHECKING:
    from hemicycle.correspondence.models import Letter
    from hemicycle.journal.record import Performer
    from tests.correspondence.conftest import Asked
    from tests.factories import World

__all__ = ["reached", "secretariat"]

#: Of a delivery: whom it is for, where it went, in which language, and whether as a copy.
Line = tuple[str, str, str, bool]
ORIGINALS: set[Line] = {
    ("BR", "br@example.org", "en", False),
    ("JP", "jp@gov.example", "fr", False),
    ("GH", "gh@gov.example", "en", False),
}


def further(of: str, email: str, name: str = "Permanent Mission, Geneva", language: str = "") -> Contact:
    return Contact.objects.create(member=member(of), name=name, email=email, language=language, copies=True)


def lines(letter: Letter) -> set[Line]:
    assert letter.mailing
    rows = letter.mailing.deliveries.select_related("member")
    return {(row.member.code if row.member else "", row.address, row.language, row.copy) for row in rows}


def test_each_member_is_written_to_at_its_further_addresses_too(reached: World, secretariat: Performer) -> None:
    further("BR", "mission@br.example")
    further("BR", "archive@br.example", "", "es")
    further("JP", "mission@jp.example")
    further("NO", "mission@no.example")  # it is not addressed
    made = written(reached, secretariat)
    before = Entry.objects.count()
    row = send(made, secretariat)
    assert lines(row) == ORIGINALS | {
        ("BR", "mission@br.example", "en", True),
        ("BR", "archive@br.example", "es", True),
        ("JP", "mission@jp.example", "fr", True),  # as the contact that gets the letter itself
    }
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data["mails"], entry.data["copies"]) == ("letter.send", 6, 3)
    assert Mailing.objects.count() == 1
    assert not Delivery.objects.exclude(next_at=None).exists()
    assert papers.release(row, NOW) == 6


def test_an_address_of_a_member_is_not_written_to_twice(reached: World, secretariat: Performer) -> None:
    further("BR", "br@example.org")
    reached["br"].person.email = "BR@example.org"
    reached["br"].person.save()
    further("GH", "mission@br.example")
    further("BR", "mission@br.example")  # an office of two Members hears of each
    row = send(written(reached, secretariat), secretariat)
    copied = {line for line in lines(row) if line[3]}
    assert copied == {("GH", "mission@br.example", "en", True), ("BR", "mission@br.example", "en", True)}


def test_a_further_address_stands_in_for_nobody(reached: World, secretariat: Performer) -> None:
    kenya = Member.objects.create(body=a_body(), code="KE", kind="state")
    kenya.organ_seats.create(start=date(2019, 1, 1))
    Invitation.objects.create(consultation=reached.consultation, member=kenya)
    unreached = members_ready(reached.consultation, NOW).without_address
    further("KE", "mission@ke.example")
    made = written(reached, secretariat)
    looked = sending.check(letter_queries.whole().get(pk=made.pk), NOW)
    assert [row.code for row in looked.without_address] == ["KE"]
    assert code(lambda: send(made, secretariat)) == "letter_without_address"
    row = send(made, secretariat, known_unreachable=frozenset({"KE"}))
    assert lines(row) == ORIGINALS
    # Nor where else a Member is written to, or said to be reached.
    to = Selection(To.MEMBERS, members=("KE",))
    assert recipients(reached.consultation, to, NOW) == []
    assert told.told_for(reached.consultation, kenya, NOW) == (Told.NOBODY, [])
    assert members_ready(reached.consultation, NOW).without_address == unreached
    assert not next(row for row in delegations(reached.consultation, NOW) if row.member == kenya).reached
    Contact.objects.update(copies=False)
    assert [to.address for to in recipients(reached.consultation, to, NOW)] == ["mission@ke.example"]
    assert members_ready(reached.consultation, NOW).without_address == unreached - 1


def test_the_sender_is_told_of_copies_too(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    further("GH", "mission@gov.example")
    assert code(lambda: sending.send(made, secretariat, NOW, Sending(expected=3))) == "mail_people_changed"
    assert sending.send(made, secretariat, NOW, Sending(expected=4)).sent


def test_whoever_got_a_copy_acknowledges_nothing(reached: World, secretariat: Performer) -> None:
    further("BR", "mission@br.example")
    row = send(written(reached, secretariat), secretariat)
    copy, own = (Delivery.objects.get(member__code="BR", copy=copy) for copy in (True, False))
    assert code(lambda: acknowledge_by_link(row, copy, None, NOW)) == "no_such_link"
    assert not Acknowledgement.objects.exists()
    acknowledge_by_link(row, own, None, NOW)
    assert Acknowledgement.objects.get().delivery == own


def test_what_corrects_a_letter_goes_the_same_way(reached: World, secretariat: Performer) -> None:
    letter = send(written(reached, secretariat), secretariat)
    further("BR", "mission@br.example")
    correction = Correction(Change.CORRIGENDUM, {"en": "A date"}, NOW.date())
    made = correcting.correct(letter, secretariat, NOW, correction)
    made.texts.update(state=LetterText.State.CHECKED)
    found = {gap.key: "en" for gap in sending.check(letter_queries.whole().get(pk=made.pk), NOW).gaps}
    row = send(made, secretariat, stand_ins=found)
    assert row.symbol == "DM-20/1005/Corr.1"
    assert lines(row) == ORIGINALS | {("BR", "mission@br.example", "en", True)}
    # What went out before it was entered stays as it was.
    assert lines(letter) == ORIGINALS


def test_rule_19_what_extends_a_deadline_goes_the_same_way(asked: Asked) -> None:
    further("BR", "mission@br.example")
    made = extension(asked, "council_state")
    asked.mandate("br")
    row = send(made, asked.performer("secretariat"))
    assert ("BR", "mission@br.example", "en", True) in lines(row)
    assert asked.enquiry.extensions.get().letter == row


def test_rule_20_a_language_version_goes_to_the_further_addresses_that_read_it(
    reached: World, secretariat: Performer
) -> None:
    further("BR", "mission@br.example", language="zh")
    further("GH", "mission@gh.example")
    letter = stood_in(reached, secretariat)
    add(letter, secretariat, full(letter))
    row = issue(letter, secretariat)
    assert row.mailing
    assert [(mail.address, mail.copy) for mail in row.mailing.deliveries.all()] == [("mission@br.example", True)]
    data = Entry.objects.latest("pk").data
    assert (data["mails"], data["copies"], data["without_reader"]) == (1, 1, [])
    assert row.mailing.copy_body["zh"]
    assert acknowledge_refused(letter, row.mailing.deliveries.get())


def acknowledge_refused(letter: Letter, copy: Delivery) -> bool:
    return code(lambda: acknowledge_by_link(letter, copy, None, LATER)) == "no_such_link"


def test_a_copy_that_is_gone_needs_no_other_reader(reached: World, secretariat: Performer) -> None:
    """The sender says of Members alone that nobody reads a language for them any more."""
    address = further("BR", "mission@br.example", language="zh")
    letter = stood_in(reached, secretariat)
    add(letter, secretariat, full(letter))
    address.delete()
    version = letter.language_versions.get()
    version.letter = letter_queries.whole().get(pk=letter.pk)
    looked = issuing.check(version, LATER)
    assert (looked.recipients, looked.without_reader) == ([], [])


def test_a_copy_in_a_language_is_no_reader_of_it_for_the_member(reached: World, secretariat: Performer) -> None:
    Contact.objects.filter(member=member("JP")).update(language="zh")
    further("JP", "mission@jp.example", language="zh")
    letter = stood_in(reached, secretariat)
    add(letter, secretariat, full(letter))
    Contact.objects.filter(member=member("JP"), copies=False).update(language="en")
    version = letter.language_versions.get()
    version.letter = letter_queries.whole().get(pk=letter.pk)
    looked = issuing.check(version, LATER)
    assert [to.address for to in looked.recipients] == ["mission@jp.example"]
    assert [row.code for row in looked.without_reader] == ["JP"]


def test_a_copy_that_bounced_is_sent_again_as_a_copy(reached: World, secretariat: Performer) -> None:
    further("BR", "misson@br.example")
    row = send(written(reached, secretariat), secretariat)
    copy = Delivery.objects.get(copy=True)
    Delivery.objects.filter(pk=copy.pk).update(state=Delivery.State.BOUNCED)
    again = mailings.resend(reached.consultation.pk, secretariat, NOW, copy.pk, "mission@br.example")
    assert (again.copy, again.address, again.mailing_id) == (True, "mission@br.example", row.mailing_id)
    assert Contact.objects.get(copies=True).email == "mission@br.example"


@pytest.mark.parametrize("copies", [False, True])
def test_words_of_a_copy_are_kept_where_there_is_one(reached: World, secretariat: Performer, *, copies: bool) -> None:
    if copies:
        further("BR", "mission@br.example")
    mailing = send(written(reached, secretariat), secretariat).mailing
    assert mailing
    assert ("{sent_to}" in mailing.copy_body.get("fr", ""), "{receipt_link}" in str(mailing.copy_body)) == (
        copies,
        False,
    )
    assert "{receipt_link}" in mailing.body["fr"]
