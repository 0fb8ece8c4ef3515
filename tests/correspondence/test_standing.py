"""A receipt speaks of its own version, and whoever's answer stops counting is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hemicycle.correspondence import notices, queries
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.models import Reply
from hemicycle.correspondence.standing import standing
from hemicycle.correspondence.told import who_is_told
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Contact, FocalPoint
from hemicycle.rules.replies import Channel
from tests.correspondence.conftest import LATE, NOW, make_extension
from tests.correspondence.replying import SOON, code, give, on_paper, second, stands, yes
from tests.support.extending import extend

if TYPE_CHECKING:
    from tests.correspondence.conftest import Asked

LATER = LATE + timedelta(minutes=1)


def told(asked: Asked, number: int, name: str = "br") -> tuple[str, str]:
    reply = Reply.objects.get(member=asked.member(name))
    rows = queries.versions_of(reply)
    found = standing(rows[number - 1], reply, rows, asked.enquiry.deadline)
    return found.stands.value, found.words


def mails() -> set[tuple[str, str]]:
    notices.queue_waiting()
    rows = Delivery.objects.values_list("mailing__template", "address")
    return {(template, address.partition("@")[0]) for template, address in rows}


def said(template: str) -> str:
    notices.queue_waiting()
    delivery = Delivery.objects.filter(mailing__template=template).latest("pk")
    return str(delivery.mailing.body["en"])


def test_rule_18_the_receipt_of_a_late_change_says_that_the_earlier_answer_still_counts(asked: Asked) -> None:
    give(asked, "br", 1)
    give(asked, "br", 2, at=LATE)
    assert told(asked, 1) == ("counts", "Received in time: it counts.")
    stood, words = told(asked, 2)
    assert stood == "waits"
    assert "it is recorded as late, and does not count unless the Chair accepts it" in words
    assert words.endswith("The earlier reply DM-20/1005-BR-1 still counts.")
    assert "The earlier reply DM-20/1005-BR-1 still counts." in said("reply_late")
    assert "Received in time" not in said("reply_late")


def test_rule_19_whose_late_reply_an_extension_made_timely_gets_a_corrected_receipt(asked: Asked) -> None:
    give(asked, "br", 1)
    give(asked, "br", 2, at=LATE)
    give(asked, "jp", 1)
    desk, letter = asked.performer("secretariat"), make_extension(asked.world)
    extend(asked.enquiry, desk, NOW, letter=letter, day=date(2020, 5, 29))
    assert stands(asked) == ("counted", 2)
    corrected = {name for template, name in mails() if template == "reply_in_time"}
    assert corrected == {"br"}
    assert "DM-20/1005-BR-2" in said("reply_in_time")
    assert "is no longer late" in said("reply_in_time")
    assert "Received in time: it counts." in said("reply_in_time")
    assert "extended to 29 May 2020, 24:00" in said("reply_in_time")


def test_rule_19_the_corrected_receipt_is_of_what_was_late_and_not_of_a_paper_that_waits(asked: Asked) -> None:
    give(asked, "br", 1)
    asked.mandate("br2", start=NOW)
    late = give(asked, "br2", 2, at=LATE)
    desk, source = asked.performer("secretariat"), Source(Channel.PAPER, asked.paper(asked.world["br"].person), NOW)
    replies.enter(asked.enquiry, desk, LATE, member=asked.member("br"), answer=yes(asked, 3), source=source)
    letter = make_extension(asked.world)
    extend(asked.enquiry, desk, NOW, letter=letter, day=date(2020, 5, 29))
    assert stands(asked) == ("conflict", None)
    assert f"Receipt number: {late.receipt}\n" in said("reply_in_time")


def test_rule_22_the_receipt_of_a_late_settlement_says_that_it_waits_for_the_chair(asked: Asked) -> None:
    give(asked, "br", 1)
    asked.mandate("br2", start=NOW)
    give(asked, "br2", 2, at=SOON)
    give(asked, "br2", 2, at=LATE, settles=True)
    assert told(asked, 1)[0] == told(asked, 2)[0] == "differs"
    stood, words = told(asked, 3)
    assert stood == "waits"
    assert "It settles the different replies only if it is accepted." in words
    assert "None of them counts until the focal point settles the matter" not in words + said("reply_late")
    late = Reply.objects.get().versions.get(number=3)
    replies.accept_late(late, asked.performer("chair"), LATER, words="The line was cut")
    assert told(asked, 3)[0] == "counts"
    assert told(asked, 1) == ("over", "A later reply has replaced it. The later reply DM-20/1005-BR-3 counts.")


def test_the_receipt_of_an_entry_says_that_it_waits_for_a_second_person(asked: Asked) -> None:
    on_paper(asked, 1)
    waiting = on_paper(asked, 2, confirmed=False)
    stood, words = told(asked, 2, "gh")
    assert stood == "waits"
    assert "once a second person has compared it" in words
    assert words.endswith("The earlier reply DM-20/1005-GH-1 still counts.")
    replies.return_entry(waiting, second(asked), SOON, words="It says no")
    assert told(asked, 2, "gh")[1].startswith("The secretariat found that the entry does not match its source.")


def test_rule_22_everybody_whose_answer_stops_counting_and_the_secretariat_are_told_at_once(asked: Asked) -> None:
    give(asked, "br", 1)
    asked.mandate("br2", start=NOW)
    give(asked, "br2", 2, at=SOON)
    assert mails() == {
        ("reply_receipt", "br"),
        ("reply_receipt", "br2"),
        ("reply_conflict", "br"),
        ("reply_conflict", "secretariat"),
    }
    assert "DM-20/1005-BR-2" in said("reply_conflict")
    give(asked, "br2", 2, at=SOON, settles=True)
    assert mails() >= {("reply_settled", "br"), ("reply_settled", "secretariat")}
    assert ("reply_settled", "br2") not in mails()  # whoever settles has the receipt
    assert "DM-20/1005-BR-3" in said("reply_settled")
    assert f"Given by: {asked.world['br2'].person.name}" in said("reply_settled")
    assert "It settles the different replies received earlier, and counts." in said("reply_settled")


def test_who_is_replaced_by_what_the_chair_accepts_is_told(asked: Asked) -> None:
    """A late answer of somebody else that settles: the first one loses what counted."""
    first = on_paper(asked, 1, person=asked.world["gh"].person)
    replacing = on_paper(asked, 2, replaces=True, at=LATE)
    assert stands(asked, "gh") == ("counted", first.number)
    assert ("reply_replaced", "gh") not in mails()
    replies.accept_late(replacing, asked.performer("chair"), LATER, words="The stamp is in time")
    assert stands(asked, "gh") == ("counted", replacing.number)
    assert {row for row in mails() if row[0].startswith("reply_replaced")} == {
        ("reply_replaced", "gh"),
        ("reply_replaced_by_another", "secretariat"),
        ("reply_replaced_by_another", "technician"),
    }
    assert f"receipt number {replacing.receipt} replaces it" in said("reply_replaced_by_another")


def test_rule_21_the_member_is_told_of_an_entry_before_it_counts(asked: Asked) -> None:
    """By its contacts, as long as nobody answers for it: then nobody but they can say that it is not theirs."""
    waiting = on_paper(asked, 1, confirmed=False)
    assert not mails(), "there is nobody to tell"
    Contact.objects.create(member=asked.member("gh"), name="Mission of Ghana", email="mission@example.org")
    replies.return_entry(waiting, second(asked), SOON, words="It says no")
    assert mails() == {("reply_entry_returned", "mission")}
    again = on_paper(asked, 2, confirmed=False)
    assert ("reply_entry_waits", "mission") in mails()
    assert "It counts once a second person has confirmed it." in said("reply_entry_waits")
    assert again.receipt in said("reply_entry_waits")
    replies.confirm(again, asked.performer("technician"), SOON)
    assert ("reply_entered", "mission") in mails()
    asked.mandate("gh")
    on_paper(asked, 3, confirmed=False)
    assert {name for template, name in mails() if template == "reply_entry_waits"} == {"mission", "gh"}
    assert Delivery.objects.filter(mailing__template="reply_entry_waits").count() == 2


def test_rule_18_the_chair_declines_with_words_and_the_state_is_told(asked: Asked) -> None:
    late = give(asked, at=LATE)
    chair = asked.performer("chair")
    assert code(lambda: replies.decline_late(late, chair, LATER, words=" ")) == "declining_needs_words"
    desk = asked.performer("secretariat")
    assert code(lambda: replies.decline_late(late, desk, LATER, words="No")) == "not_permitted"
    assert queries.late_undecided(asked.enquiry) == [late]
    replies.decline_late(late, chair, LATER, words="No reason was given")
    late.refresh_from_db()
    assert (late.declined_by, late.declined_at, late.declined_why) == (chair.person, LATER, "No reason was given")
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data["words"], entry.data["declined"]) == ("reply.accept", "No reason was given", True)
    assert stands(asked) == ("late", None)
    assert queries.late_undecided(asked.enquiry) == []
    assert told(asked, 1) == (
        "over",
        "It was received after the deadline, and was not accepted by the Chair: No reason was given",
    )
    assert ("reply_declined", "br") in mails()
    assert "No reason was given" in said("reply_declined")
    assert code(lambda: replies.decline_late(late, chair, LATER, words="Again")) == "declined_already"
    replies.accept_late(late, chair, LATER, words="The post office confirms it")
    assert stands(asked) == ("counted", 1)
    assert ("reply_accepted", "br") in mails()


def test_rule_21_what_is_entered_late_is_not_said_to_count_once_it_is_confirmed(asked: Asked) -> None:
    version = on_paper(asked, 1, at=LATE, confirmed=False)
    stood, words = told(asked, 1, "gh")
    assert stood == "waits"
    assert words == (
        "Entered by the secretariat. A second person is to compare it with its source. "
        "Received by the secretariat in time and entered after the deadline. "
        "It does not count unless the Chair accepts it."
    )
    replies.decline_late(version, asked.performer("chair"), LATER, words="Too late")
    assert told(asked, 1, "gh") == (
        "over",
        "It was entered after the deadline, and was not accepted by the Chair: Too late",
    )


def test_rule_21_what_was_entered_late_and_declined_is_not_said_to_have_come_late(asked: Asked) -> None:
    version = on_paper(asked, 1, at=LATE)
    asked.mandate("gh")
    replies.decline_late(version, asked.performer("chair"), LATER, words="The stamp cannot be read")
    assert told(asked, 1, "gh")[1] == (
        "It was entered after the deadline, and was not accepted by the Chair: The stamp cannot be read"
    )
    assert "Received after the deadline" not in said("reply_declined")


def test_rule_21_what_was_entered_late_and_returned_is_neither_accepted_nor_declined(asked: Asked) -> None:
    version, chair = on_paper(asked, 1, at=LATE, confirmed=False), asked.performer("chair")
    replies.return_entry(version, second(asked), LATE, words="It says no")
    for decide in (replies.accept_late, replies.decline_late):
        assert code(lambda: decide(version, chair, LATER, words="It came")) == "returned_never_counts"  # noqa: B023
    assert not mails()


def test_rule_22_a_late_reply_that_is_accepted_and_contradicts_another_is_not_said_to_count(asked: Asked) -> None:
    give(asked, "br", 1)
    asked.mandate("br2", start=NOW)
    late = give(asked, "br2", 2, at=LATE)
    replies.accept_late(late, asked.performer("chair"), LATER, words="The line was cut")
    assert stands(asked) == ("conflict", None)
    words = said("reply_accepted")
    delivery = Delivery.objects.filter(mailing__template="reply_accepted").latest("pk")
    assert "counts" not in delivery.mailing.subject["en"]
    assert "None of them counts" in words
    assert "/replies/BR/" in words, "not the form, where there is nothing to do"
    assert ("reply_conflict", "br") in mails()


def test_nobody_who_was_forgotten_is_told(asked: Asked) -> None:
    give(asked, "br", 1)
    person = asked.world["br"].person
    asked.mandate("br2", start=NOW)
    FocalPoint.objects.filter(person=person).update(end=SOON)
    person.forgotten_at = NOW
    person.save()
    give(asked, "br2", 2, at=SOON)
    assert ("reply_conflict", "br") not in mails()
    assert ("reply_conflict", "secretariat") in mails()


def test_where_nobody_answers_for_a_member_who_gave_its_reply_is_told_of_it(asked: Asked) -> None:
    late, brazil, given = give(asked, at=LATE), asked.member("br"), asked.world["br"].person
    where = asked.world.consultation, brazil, LATER
    assert who_is_told(*where, given) == "The focal point is informed."
    FocalPoint.objects.filter(member=brazil).update(end=LATE)
    replies.decline_late(late, asked.performer("chair"), LATER, words="No reason was given")
    assert ("reply_declined", "br") in mails()
    assert "the person who gave the reply is informed" in who_is_told(*where, given)
    given.forgotten_at = NOW
    assert who_is_told(*where, given).startswith("Nobody is informed")


def test_words_of_the_chair_name_nothing_in_a_mail(asked: Asked) -> None:
    late = give(asked, at=LATE)
    replies.decline_late(late, asked.performer("chair"), LATER, words="See {nothing} and {name}")
    assert "See (nothing) and (name)" in said("reply_declined")
    Sender().round()
    assert {row.state for row in Delivery.objects.all()} == {"sent"}
